using AerNas.Graphs;

namespace AerNas.Costs;

/// <summary>An operation by itself.</summary>
internal static class OperationGraph
{
    /// <summary>Writes an operation down as the evaluation phase builds it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="channels">Its input and output channels.</param>
    /// <param name="stride">1, or 2 where it halves the map.</param>
    /// <param name="normAfterPools">Whether a batch norm follows each pooling.</param>
    public static NetworkGraph Of(CandidateOperation operation, int channels, int stride, bool normAfterPools = false)
    {
        var (graph, style) = (new GraphBuilder(), BlockStyle.Derived with { NormAfterPools = normAfterPools });
        return graph.Build(operation.Build(new OperationSite(graph, graph.Images(channels), channels, stride, style)));
    }
}
