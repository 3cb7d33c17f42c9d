using System.Diagnostics.CodeAnalysis;
using AerNas.Catalogues;

namespace AerNas.Regularizers;

/// <summary>The terms by name. The entropy regularizer stands beside them: every method takes it by options of its own.</summary>
public static class TermCatalog
{
    /// <summary>What the entropy regularizer is called among terms.</summary>
    public const string EntropyName = "entropy";

    internal static Catalogue<RegularizerTerm> Catalogue { get; } = new("term", term => term.Name,
    [
        new()
        {
            Name = "zero-one",
            Reference = "Chu et al.: Fair DARTS (ECCV 2020)",
            About = "minus the mean of (sigmoid(alpha) - 1/2)^2: drives every operation by itself towards 0 or 1; published with weight 10",
            Create = term => new ZeroOneLoss(term.Weight, ZeroOneDistance.Squared),
        },
        new()
        {
            Name = "gate-entropy",
            Reference = "Gao et al.: MTL-NAS (CVPR 2020)",
            About = "the mean entropy of gates that are open with probability sigmoid(alpha), from the second step on; "
                + "published with weight 10",
            Create = term => new BernoulliEntropy(term.Weight, WeightGrowth.AfterFirstStep),
        },
        new()
        {
            Name = "entropy-sum",
            Reference = "Tian et al.: Discretization-Aware Architecture Search (Pattern Recognition 2021)",
            About = "the entropies of the edges' operations, stretched and summed; published with weights that grow to 0.1 and 0.5",
            Create = term => new EntropySums(_ => term.Weight, _ => 0),
        },
        new()
        {
            Name = "edge-entropy",
            Reference = "Tian et al.: Discretization-Aware Architecture Search (Pattern Recognition 2021)",
            About = "the entropies of the weights of edges, summed, and how far they are from keeping two; published with a "
                + "weight that grows to 0.4",
            Create = term => new EntropySums(_ => 0, _ => term.Weight),
            NeedsEdgeWeights = true,
        },
        new()
        {
            Name = "cost",
            Reference = "Xie et al.: SNAS (ICLR 2019)",
            About = "the logarithm of what edges are expected to cost in weights, multiply-adds and memory access by softmax(alpha); "
                + "published with weight 0.0015",
            Create = term => new ExpectedCost(term.Weight, CostEstimate.Probabilities, CostMeasure.All, term.Cells),
            IsCost = true,
        },
        new()
        {
            Name = "latency",
            Reference = "Cai, Zhu, Han: ProxylessNAS (ICLR 2019); Wu et al.: FBNet (CVPR 2019)",
            About = "the logarithm of the latency that the network is expected to have by a table of measured operations (--latency), in "
                + "ms or by --latency-target",
            Create = term => new ExpectedLatency(term.Weight, term.Latency.Table!, term.Latency.Target),
            NeedsLatencies = true,
            IsCost = true,
        },
    ]);

    /// <summary>Every term, in the order they are listed to a person; those that extensions bring come last.</summary>
    public static ImmutableArray<RegularizerTerm> All => Catalogue.All;

    /// <summary>Finds a term by name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out RegularizerTerm? term) => Catalogue.TryFind(name, out term);
}
