using AerNas.Graphs;

namespace AerNas.Costs;

/// <summary>An operation by itself.</summary>
internal static class OperationGraph
{
    /// <summary>Writes an operation down as the evaluation phase builds it.</summary>
    public static NetworkGraph Of(CandidateOperation operation, int channels, int stride, bool normAfterPools = false)
    {
        var (graph, style) = (new GraphBuilder(), BlockStyle.Derived with { NormAfterPools = normAfterPools });
        return graph.Build(operation.Build(new OperationSite(graph, graph.Images(channels), channels, stride, style)));
    }
}
