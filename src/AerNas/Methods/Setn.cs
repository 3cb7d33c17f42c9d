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

using AerNas.Relaxations;
using AerNas.Searching;
using AerNas.Spaces;

namespace AerNas.Methods;

/// <summary>The self-evaluated template network.</summary>
public static class Setn
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "setn",
        Reference = "Dong, Yang: One-Shot Neural Architecture Search via Self-Evaluated Template Network (ICCV 2019)",
        About = new MethodDescription
        {
            Difference = "w learns on uniformly random paths, and the best of the 100 most likely architectures wins",
            StepCost = space => (1 + 1.0 / space.Operations.Length) / 2,
            JudgedBy = MethodEvidence.GoldenCases,
        },
        Spaces = [SearchSpace.NasBench201],
        Relaxations = _ => new SearchRelaxations(Alpha: new SoftmaxRelaxation(), Weights: new UniformPathRelaxation()),
        Proposal = options => new MostLikelyProposal(options.Proposals!.Count),
        Published = Published,
    };

    private static SearchOptions Published(SearchSpace space)
    {
        var firstOrder = DartsV1.Method.Published(space);
        return firstOrder with
        {
            Method = "setn",
            Search = firstOrder.Search with { Epochs = 250 },
            Weights = firstOrder.Weights with { GradientClip = 0 },
            Bilevel = firstOrder.Bilevel with { ClipCounts = ClipScope.Weights },
            Proposals = new ProposalOptions(),
        };
    }
}
