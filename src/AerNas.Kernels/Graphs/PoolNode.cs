using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>A pooling.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Kind">Maximum or average.</param>
/// <param name="Window">Its shape.</param>
/// <param name="Rectify">Whether a ReLU comes first; of averages only.</param>
public sealed record PoolNode(View Source, PoolKind Kind, Window Window, bool Rectify = false) : GraphNode;
