// Minimum-entropy search of MTL-NAS (Gao et al.: MTL-NAS: Task-Agnostic Neural Architecture Search towards General-Purpose Multi-Task
// Learning, CVPR 2020), carried over to cells.
//
//   mixture          a gate an operation: sigmoid(alpha) for alpha; for w drawn from the relaxed Bernoulli distribution of it, tau 1 -> 0
//                    (BernoulliRelaxation)
//   architecture     gradient of L_val + w(t) H at the current weights, Adam; H the mean entropy of the gates, w 10 from the second step on
//                    (BernoulliEntropy)
//   weights          gradient of L_train, momentum SGD under a cosine
//   genotype         what sigmoid(alpha) puts above 0.5 among the two best edges of a node (ThresholdRule)
//
// What had to be carried over: MTL-NAS joins two given networks of two tasks; a gate of theirs is an edge by which one reads features of
// the other, and all that are open stay. Here a gate is an operation of an edge. A cell has room for one an edge and two edges a node, so
// the best open ones stay; NAS-Bench-201 keeps every edge, those without an open gate as none. The relaxation, the entropy, both schedules
// and alpha's start at 0 and rates are theirs; w learns as in DARTS-V1. The regularizer is the project's, on softmax(alpha) without none.
//
// Published values: bhpfelix/MTLNAS configs/ablation/vgg_nyuv2_default.yaml, the run that its README names. The preset library is what that
// file overrides: alpha at 3e-3, w growing to 10 over all steps, and gates drawn for alpha too.

using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Gates on operations, driven to a decision by their entropy.</summary>
public static class MtlNas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = FairDarts.Method with
    {
        Name = "mtl-nas",
        Reference = "Gao et al.: MTL-NAS: Task-Agnostic Neural Architecture Search towards General-Purpose Multi-Task Learning (CVPR 2020)",
        About = new("a gate an operation, for w drawn from a relaxed Bernoulli distribution, whose entropy is driven to zero",
            StepCost: _ => 1, MethodEvidence.GoldenCases),
        Relaxations = options => new SearchRelaxations(options.Part<MinimumEntropyOptions>().Gates),
        Terms = (options, _) => [options.Part<MinimumEntropyOptions>().Entropy],
        Published = Published,
        Presets = [new("library", "what the library does by default: alpha at 3e-3, a growing entropy, gates drawn for alpha too",
            _ => true, Library)],
    };

    private static SearchOptions Library(SearchSpace space)
    {
        var published = Published(space);
        return published with
        {
            Alpha = published.Alpha with { LearningRate = 3e-3 },
            Own = new MtlNasOptions { MinimumEntropy = new() { Growth = WeightGrowth.Linear, AlphaGates = AlphaGates.Drawn } },
        };
    }

    private static SearchOptions Published(SearchSpace space)
    {
        var cells = DartsV1.Method.Published(space);
        return cells with
        {
            Search = cells.Search with { Select = ArchitectureSelection.LastEpoch },
            Alpha = cells.Alpha with { LearningRate = 1e-3, InitialScale = 0 },
            Entropy = FairDarts.Method.Published(space).Entropy,
            Own = new MtlNasOptions(),
        };
    }
}

/// <summary>MTL-NAS' own options.</summary>
public sealed record MtlNasOptions : MethodOptions
{
    /// <value>What an operation must reach to be part of the architecture.</value>
    public ThresholdOptions Threshold { get; init; } = new() { Value = 0.5 };

    /// <value>The gates and their entropy.</value>
    public MinimumEntropyOptions MinimumEntropy { get; init; } = new();
}
