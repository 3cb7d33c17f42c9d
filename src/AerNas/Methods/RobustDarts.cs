// RobustDARTS (Zela, Elsken, Saikia, Marrakchi, Brox, Hutter: Understanding and Robustifying Differentiable Architecture Search, ICLR 2020).
//
//   mixture          softmax, as DARTS; with drop path, what an edge adds to a node is dropped image by image in training mode, with a
//                    probability that grows to dropPath.last (DroppedPaths)
//   both levels      as DARTS, second order, but w decays more strongly
//   end              where the dominant eigenvalue of the Hessian of L_val in alpha grows fast, with the architecture from before
//                    (EigenvalueJump)
//   genotype         as DARTS
//
// The paper's R-DARTS is the best by validation of four such searches: weights.weightDecay of 3, 9, 27 and 81 times 1e-4, or dropPath.last
// of 0, .2, .4 and .6 with data.cutout=16. One search takes 27e-4 and no drop path. The fused engine drops no paths: Torch does.
//
// Published values: automl/RobustDARTS src/search/args.py. It searches subsets of the DARTS space; on NAS-Bench-201 the same goes over
// DARTS-V2's settings.

using AerNas.Data.Batches;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Stopping;

namespace AerNas.Methods;

/// <summary>DARTS with strong regularization of w that stops before alpha comes to a sharp minimum.</summary>
public static class RobustDarts
{
    private const double WeightDecay = 27e-4;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV2.Method with
    {
        Name = "robustdarts",
        Reference = "Zela et al.: Understanding and Robustifying Differentiable Architecture Search (ICLR 2020)",
        About = new MethodDescription
        {
            Difference = "second order; w decays more strongly, or drop path; the search stops where the Hessian's eigenvalue in alpha jumps",
            StepCost = DartsV2.Method.About.StepCost,
            JudgedBy = MethodEvidence.FormulaTests,
        },
        Relaxations = options => DartsV2.Method.Relaxations(options) with { PathDrops = options.DropPath!.Schedule },
        Published = space => Robust(space.Name == SearchSpace.Darts.Name ? OnDarts() : DartsV2.Method.Published(space)),
    };

    private static SearchOptions OnDarts()
    {
        var darts = DartsV2.Method.Published(SearchSpace.Darts);
        return darts with { Data = darts.Data with { AlphaSampling = AlphaSampling.FreshBatches } };
    }

    private static SearchOptions Robust(SearchOptions options) => options with
    {
        Search = options.Search with { Select = ArchitectureSelection.LastEpoch },
        Weights = options.Weights with { WeightDecay = WeightDecay },
        DropPath = new DropPathOptions(),
        Stop = new StopOptions { Criterion = StopCriterion.Eigenvalue },
    };
}
