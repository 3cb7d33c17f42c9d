namespace AerNas.Kernels.Graphs;

/// <summary>A pooling.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Kind">Maximum or average.</param>
/// <param name="Window">Its shape.</param>
public sealed record PoolNode(View Source, PoolKind Kind, Window Window) : GraphNode;
