// StacNAS (Li, Fu, Zhang, Chai: StacNAS: Towards Stable and Consistent Differentiable Neural Architecture Search, 2019).
//
//   stages           two, each with a new network, new alphas and all schedules from their start: of 14 cells among the leaders of groups
//                    of like operations, of 20 cells within the group that won an edge (GroupsByLeader); an edge that a skip connection
//                    won holds it twice there, with two alphas and, at stride 2, two sets of weights
//   mixture          softmax over the operations that are left
//   both levels      one gradient of L_train on all training images; SGD for w, clipped at 3, Adam for alpha
//   genotype         edges by their largest alpha (LargestAlphaRule), after the second stage
//
// The regularizer is a term of the one loss, and runs through its schedule in both stages. In the second every edge has two operations
// beside none to decide between, be they twins, so its entropy counts like any other.
//
// Published values: susan0199/StacNAS config.py (80 epochs a stage). What it does not settle is as in DARTS.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>Search among groups of like operations, then within them.</summary>
public static class StacNas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "stacnas",
        Reference = "Li et al.: StacNAS: Towards Stable and Consistent Differentiable Neural Architecture Search (2019)",
        About = new("two stages: among the leaders of groups of like operations, then within the group that won; w "
            + "and alpha learn together",
            // cells times operations, the mean of the stages; one pass in place of two
            StepCost: _ => 0.5 * (14 * 5 + 20 * 3) / (2.0 * 8 * 8), MethodEvidence.GoldenCases),
        Refuses = Deepening.RefusalOf,
        Twins = [CandidateOperation.SkipConnect],
        Narrowing = _ => new GroupsByLeader(),
        Discretization = (_, _) => new LargestAlphaRule(),
        Published = space => InTwoStages(SingleLevel.Over(DartsV1.Method.Published(space))),
    };

    private static SearchOptions InTwoStages(SearchOptions options) => options with
    {
        Search = options.Search with { Epochs = 80 },
        Supernet = options.Supernet with { Layers = 14 },
        Weights = options.Weights with { GradientClip = 3 },
        Own = new StacNasOptions(),
    };
}

/// <summary>StacNAS' own options.</summary>
public sealed record StacNasOptions : MethodOptions
{
    /// <value>The stages, each with a network of its own.</value>
    public IReadOnlyList<StageOptions> Stages { get; init; } = [new StageOptions(), new StageOptions { AddedLayers = 6 }];
}
