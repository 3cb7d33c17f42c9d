// PC-DARTS (Xu et al.: PC-DARTS: Partial Channel Connections for Memory-Efficient Architecture Search, ICLR 2020).
//
//   supernet         the first C / k channels go through the operations of an edge, the others bypass them; then a channel shuffle
//   mixture          softmax over all operations of an edge, times the weight of the edge: softmax of beta over the edges into a node
//   architecture     gradient of L_val at the current weights, Adam on alpha and beta, in the last 70 % of the epochs; the regularizer
//                    looks at alpha alone
//   weights          gradient of L_train, momentum SGD under a cosine
//   genotype         as DARTS, the weight of an edge times that of its best operation deciding which two edges a node keeps
//
// Published values: CIFAR-10 from PCDARTS-AER V100_python1.0/train_search_aer.py (k = 4, batch 256, w from .1, alpha from epoch 15 of 50).
// The official code searches no NAS-Bench-201: there the same parts and schedule run over DARTS-V1's settings, and argmax decides.

namespace AerNas.Methods;

/// <summary>DARTS on a part of the channels, with normalized edges.</summary>
public static class PcDarts
{
    private const double WarmUp = 0.3;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "pc-darts",
        Reference = "Xu et al.: PC-DARTS: Partial Channel Connections for Memory-Efficient Architecture Search (ICLR 2020)",
        About = new("the operations see a quarter of the channels, and every edge has a weight of its own",
            StepCost: _ => 0.25, MethodEvidence.GoldenCases),
        WeighsEdges = _ => true,
        Refuses = PartialChannelOptions.RefusalOf,
        Published = space =>
            Over(space, space.Protocol == PublishedProtocol.NasBench201 ? DartsV1.Method.Published(space) : OnDarts(space)),
    };

    private static SearchOptions OnDarts(SearchSpace space)
    {
        var firstOrder = DartsV1.Method.Published(space);
        return firstOrder with
        {
            Search = firstOrder.Search with { BatchSize = 256, Select = ArchitectureSelection.LastEpoch },
            Weights = firstOrder.Weights with { LearningRate = 0.1 },
            Alpha = firstOrder.Alpha with { LearningRate = 6e-4 },
        };
    }

    private static SearchOptions Over(SearchSpace space, SearchOptions options) => options with
    {
        Alpha = options.Alpha with { WarmUp = WarmUp },
        Own = new PcDartsOptions(),
    };
}

/// <summary>PC-DARTS' own options.</summary>
public sealed record PcDartsOptions : MethodOptions
{
    /// <value>Which share of the channels the operations see.</value>
    public PartialChannelOptions PartialChannels { get; init; } = new();
}
