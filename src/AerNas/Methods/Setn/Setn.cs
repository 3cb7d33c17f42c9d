// SETN (Dong, Yang: One-Shot Neural Architecture Search via Self-Evaluated Template Network, ICCV 2019), as AutoDL-Projects
// exps/algos/SETN.py runs it on NAS-Bench-201.
//
//   mixture          w: one operation an edge, uniformly random, none included; alpha: softmax, as DARTS
//   architecture     gradient of L_val at the current weights, Adam; w moves first
//   weights          gradient of L_train on the drawn path, not clipped
//   genotype         the best of the 100 most likely architectures by the accuracy of the shared weights on one validation batch each
//
// The official repository has no regularized form; ours is that of DARTS-V1. The official optimizer passes over a weight until it is
// first drawn; here weight decay moves it from the start.

using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>The self-evaluated template network.</summary>
public static class Setn
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Template with
    {
        Name = "setn",
        Reference = "Dong, Yang: One-Shot Neural Architecture Search via Self-Evaluated Template Network (ICCV 2019)",
        About = new("w learns on uniformly random paths, and the best of the 100 most likely architectures wins",
            StepCost: space => (1 + 1.0 / space.Operations.Length) / 2, MethodEvidence.GoldenCases),
        Relaxations = _ => new SearchRelaxations(Alpha: new SoftmaxRelaxation(), Weights: new UniformPathRelaxation()),
        Proposal = (options, alpha) => new MostLikelyProposal(alpha, options.Part<ProposalOptions>().Count),
        Published = space => Unclipped(SharedPaths.Template.Published(space)),
    };

    private static SearchOptions Unclipped(SearchOptions options) => options with
    {
        Weights = options.Weights with { GradientClip = 0 },
        Bilevel = options.Bilevel with { ClipCounts = ClipScope.Weights },
    };
}
