namespace AerNas.Kernels.Graphs;

/// <summary>What an operation reads: a map as it was computed, or its batch norm, applied while reading and never stored.</summary>
/// <param name="Map">The map.</param>
/// <param name="Norm">The batch norm; none where null.</param>
internal readonly record struct View(KernelMap Map, Normalization? Norm = null);

/// <summary>A feature map of a graph, known by the order in which it was added.</summary>
/// <param name="Index">From 0; 0 is the first map added.</param>
public readonly record struct KernelMap(int Index);
