using AerNas.Graphs;

namespace AerNas.Costs;

/// <summary>An operation by itself.</summary>
internal static class OperationGraph
{
    /// <summary>Writes an operation down as the evaluation phase builds it.</summary>
    public static NetworkGraph Of(CandidateOperation operation, int channels, int stride) =>
        Of(operation, (channels, channels), stride, normAfterPools: false);

    /// <summary>As <see cref="Of(CandidateOperation, int, int)"/>, where what it reads may have another width.</summary>
    /// <exception cref="ArgumentException">The operation does not lead from the one width to the other.</exception>
    public static NetworkGraph Of(CandidateOperation operation, (int Read, int Own) channels, int stride, bool normAfterPools)
    {
        var (graph, style) = (new GraphBuilder(), BlockStyle.Derived with { NormAfterPools = normAfterPools });
        return graph.Build(operation.Build(new OperationSite(graph, graph.Images(channels.Read), channels.Own, stride, style)));
    }
}
