// RobustDARTS (Zela, Elsken, Saikia, Marrakchi, Brox, Hutter: Understanding and Robustifying Differentiable Architecture Search, ICLR
// 2020).
//
//   mixture          softmax, as DARTS; with drop path, what an edge adds to a node is dropped image by image in training mode, with a
//                    probability that grows to robustdarts.dropPath.last in the last epoch (DroppedPaths)
//   both levels      as DARTS, second order
//   end              where the dominant eigenvalue of the Hessian of L_val in alpha grows fast, with the architecture from before
//                    (EigenvalueJump)
//   genotype         as DARTS
//
// The published runs are of three kinds, and none mixes them: early stopping, over DARTS' decay of w, 3e-4, is the one that a search takes
// by itself. Presets are the others: l2, a decay of 27e-4 (the authors also tried 9, 81 and 243e-4: weights.weightDecay) to the last epoch;
// and drop-path, robustdarts.dropPath.last of 0.2 (0.4, 0.6) with squares cut out of a share of the images, both growing by e / (E - 1).
// The paper's R-DARTS runs several of the second or third kind and takes the best by validation.
//
// Published values: automl/RobustDARTS src/search/args.py and scripts. It searches subsets of the DARTS space; on NAS-Bench-201 the same
// goes over DARTS-V2's settings.

using AerNas.Data.Batches;

namespace AerNas.Methods;

/// <summary>DARTS that stops before alpha comes to a sharp minimum, or regularizes w so that it comes to none.</summary>
public static class RobustDarts
{
    private const double StrongDecay = 27e-4;
    private const double LastDropPath = 0.2;
    private const int CutoutLength = 16;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV2.Method with
    {
        Name = "robustdarts",
        Reference = "Zela et al.: Understanding and Robustifying Differentiable Architecture Search (ICLR 2020)",
        About = new("second order; the search stops where the Hessian's eigenvalue in alpha jumps; or a strong decay of w, or drop path",
            StepCost: DartsV2.Method.About.StepCost, MethodEvidence.GoldenCases),
        Relaxations = options => DartsV2.Method.Relaxations(options) with { PathDrops = options.Part<DropPathOptions>().Schedule },
        Published = EarlyStop,
        Presets =
        [
            new("early-stop", "DARTS' decay of w, stopped where the eigenvalue jumps: the default", _ => true, EarlyStop),
            new("l2", "a decay of w of 27e-4, to the last epoch", _ => true, space => Whole(space, options => options with
            {
                Weights = options.Weights with { WeightDecay = StrongDecay },
            })),
            new("drop-path", "drop path up to 0.2 and a growing share of cutout, to the last epoch", _ => true,
                space => Whole(space, options => options with
            {
                Own = new RobustDartsOptions { DropPath = new() { Last = LastDropPath } },
                Data = options.Data with { Cutout = CutoutLength, CutoutImages = CutoutImages.GrowingShare },
            })),
        ],
    };

    private static SearchOptions EarlyStop(SearchSpace space) =>
        Whole(space, options => options with { Stop = new StopOptions { Criterion = StopCriterion.Eigenvalue } });

    /// <summary>What the kinds of run have in common, and what one adds.</summary>
    private static SearchOptions Whole(SearchSpace space, Func<SearchOptions, SearchOptions> add)
    {
        var darts = DartsV2.Method.Published(space);
        return add(darts with
        {
            Search = darts.Search with { Select = ArchitectureSelection.LastEpoch },
            Data = space.Protocol == PublishedProtocol.Darts ? darts.Data with { AlphaSampling = AlphaSampling.FreshBatches } : darts.Data,
            Own = new RobustDartsOptions(),
        });
    }
}

/// <summary>RobustDARTS' own options.</summary>
public sealed record RobustDartsOptions : MethodOptions
{
    /// <value>Drop path while the supernet trains.</value>
    public DropPathOptions DropPath { get; init; } = new();
}
