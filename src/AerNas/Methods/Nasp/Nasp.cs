// NASP (Yao, Xu, Tu, Zhu: Efficient Neural Architecture Search via Proximal Iterations, AAAI 2020).
//
//   mixture          alpha, in [0, 1], projected: one operation an edge, in the DARTS space two edges a node (ProjectedRelaxation)
//   architecture     gradient of L_val at the projected point, taken for that of alpha, Adam; then alpha is clamped to [0, 1]. Optionally a
//                    decay by the operations' shares of parameters (ParameterShareDecay), officially of weight 0
//   weights          gradient of L_train through the chosen operations alone, momentum SGD under a cosine
//   genotype         DARTS space: as DARTS, by a softmax over the edge, so that other edges can stay than in the mixture; else argmax
//
// None is no candidate, in no softmax either: where it won all edges, as in the tie that alpha starts from, nothing would have a gradient.
// The regularizer looks at softmax(alpha), though the mixture is none: in the box it is worth at most a part of its range.
//
// Published values: xujinfan/NASP-codes codes/train_search.py, on a space of its own operations. On both spaces here they run over
// DARTS-V1's settings.

using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>DARTS on discrete architectures, by proximal iterations.</summary>
public static class Nasp
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "nasp",
        Reference = "Yao, Xu, Tu, Zhu: Efficient Neural Architecture Search via Proximal Iterations (AAAI 2020)",
        About = new("alpha lies in a box; the mixture is its projection to one operation an edge, and so is the point of its gradient",
            StepCost: space => (1 + 1.0 / space.Operations.Length) / 2, MethodEvidence.GoldenCases),
        Candidates = KeptOperations.WithoutNone,
        Relaxations = _ => new SearchRelaxations(new ProjectedRelaxation()),
        Constraint = _ => new UnitBox(),
        Terms = (options, _) => [new ParameterShareDecay(options.Part<ResourceOptions>().Weight)],
        Published = space => InTheBox(DartsV1.Method.Published(space)),
    };

    private static SearchOptions InTheBox(SearchOptions options) => options with
    {
        Search = options.Search with { Select = ArchitectureSelection.LastEpoch },
        Data = options.Space.Protocol == PublishedProtocol.Darts
            ? options.Data with { AlphaSampling = AlphaSampling.FreshBatches }
            : options.Data,
        Alpha = options.Alpha with { InitialMean = 0.5, InitialScale = 0 },
        Bilevel = options.Bilevel with { ClipCounts = ClipScope.Weights },
        Entropy = options.Entropy with { Operations = EntropyOperations.ExceptNone },
        Own = new NaspOptions(),
    };
}

/// <summary>NASP's own options.</summary>
public sealed record NaspOptions : MethodOptions
{
    /// <value>What the architecture loss adds for operations with many parameters.</value>
    public ResourceOptions Resource { get; init; } = new() { Weight = 0 };
}

/// <summary>What the architecture loss adds for operations with many parameters.</summary>
public sealed record ResourceOptions : IMethodPart
{
    /// <value>eta, its coefficient.</value>
    public double Weight { get; init; } = 1e-2;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules.NotNegative(Weight, "weight");
}
