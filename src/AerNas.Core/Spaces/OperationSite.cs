using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>Where an operation is to be built.</summary>
/// <param name="Graph">Where it is written down; the names of its weights begin with the place.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Channels">Channels out.</param>
/// <param name="Stride">1, or 2 where it halves height and width.</param>
/// <param name="Style">How its batch norms and convolutions are made.</param>
public sealed record OperationSite(GraphBuilder Graph, MapId Source, int Channels, int Stride, BlockStyle Style)
{
    /// <summary>Adds the skip connection that stands beside what an edge carries, in spaces whose edges have one.</summary>
    /// <returns>The map it comes to.</returns>
    internal MapId Shortcut() => CandidateOperation.SkipConnect.Build(this with { Graph = Graph.In("shortcut") });
}
