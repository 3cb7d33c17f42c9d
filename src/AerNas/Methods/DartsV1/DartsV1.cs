// DARTS, first order (Liu, Simonyan, Yang: Differentiable Architecture Search, ICLR 2019).
//
//   mixture          softmax over all operations of an edge
//   architecture     gradient of L_val at the current weights (xi = 0), Adam
//   weights          gradient of L_train, momentum SGD under a cosine
//   genotype         DARTS space: two strongest edges a node, none excluded; NAS-Bench-201: argmax per edge, none included
//
// Published values: DARTS space from quark0/darts train_search.py and DARTS-AER config.py; NAS-Bench-201 from AutoDL-Projects
// exps/algos/DARTS-V1-AER.py and its scripts. There w moves first, and the clip norm counts alpha's gradient.

using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>DARTS with the first-order architecture gradient.</summary>
public static class DartsV1
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = new()
    {
        Name = "darts-v1",
        Reference = "Liu, Simonyan, Yang: DARTS: Differentiable Architecture Search (ICLR 2019), first order",
        About = new("nothing: it is what the others are compared with",
            StepCost: _ => 1, MethodEvidence.GoldenCases),
        Relaxations = _ => new SearchRelaxations(new SoftmaxRelaxation()),
        ArchitectureStep = _ => new FirstOrderStep(),
        Discretization = (space, _) => OfficialRule.Of(space),
        Published = space => space.Protocol == PublishedProtocol.NasBench201 ? OnNasBench201() : OnDarts(),
    };

    private static SearchOptions OnDarts() => new()
    {
        Search = new SearchPhaseOptions { Epochs = 50, BatchSize = 64, Select = ArchitectureSelection.BestValidation },
        Supernet = new SupernetSize { Channels = 16, Layers = 8 },
        Entropy = new EntropyOptions { Schedule = EntropySchedule.Off },
    };

    private static SearchOptions OnNasBench201() => new()
    {
        Search = new SearchPhaseOptions { Epochs = 50, BatchSize = 64 },
        Data = new SearchDataOptions
        {
            AlphaSampling = AlphaSampling.WithReplacement,
            AugmentationOrder = AugmentationOrder.FlipThenCrop,
            Validation = ValidationImages.Plain,
        },
        Supernet = new SupernetSize { Channels = 16, Cells = 5 },
        Weights = new() { Nesterov = true, WeightDecay = 5e-4 },
        Entropy = new EntropyOptions { Schedule = EntropySchedule.Off },
        Bilevel = new BilevelOptions { Order = UpdateOrder.WeightsFirst, ClipCounts = ClipScope.WeightsAndAlphas },
    };
}
