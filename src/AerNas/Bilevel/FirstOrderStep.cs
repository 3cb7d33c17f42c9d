namespace AerNas.Bilevel;

/// <summary>Takes the current weights for the best response: the gradient of L_val(w, alpha) in alpha (first order; xi = 0).</summary>
public sealed class FirstOrderStep : IArchitectureStep
{
    /// <inheritdoc/>
    public ArchitectureGradient Compute(IBilevelProblem problem, MomentumSgd weightOptimizer)
    {
        using var held = Gradients.Hold(problem.Weights);
        var loss = problem.ValidationLoss();
        return new ArchitectureGradient(Gradients.Of(loss.Total, problem.Alphas), loss.CrossEntropy.detach());
    }
}
