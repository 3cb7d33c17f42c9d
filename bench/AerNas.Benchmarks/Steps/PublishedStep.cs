using AerNas.Bilevel;
using AerNas.Methods;

namespace AerNas.Benchmarks.Steps;

/// <summary>
/// The first-order updates as published code runs them (quark0/darts architect.py, DARTS-AER search_aer.py, AutoDL-Projects
/// DARTS-V1-AER.py): each calls backward() on its loss, which computes the gradients of w and of alpha in both updates, though each update
/// uses those of one level only.
/// </summary>
internal sealed class PublishedStep : IArchitectureStep
{
    public ArchitectureGradient Compute(IBilevelProblem problem, MomentumSgd weightOptimizer)
    {
        var loss = problem.ValidationLoss();
        var gradients = Gradients.Of(loss.Total, [.. problem.Alphas, .. problem.Weights]);
        return new ArchitectureGradient(gradients[..problem.Alphas.Count], loss.CrossEntropy.detach());
    }

    /// <summary>
    /// The weight update with alpha's gradient too; here it counts in the clip norm, which costs nothing worth mentioning.
    /// </summary>
    public static SearchOptions Options(SearchOptions published) =>
        published with { Bilevel = published.Bilevel with { ClipCounts = ClipScope.WeightsAndAlphas } };
}
