namespace AerNas.Kernels.Graphs;

/// <summary>A feature map of a graph, known by the order in which it was added.</summary>
/// <param name="Index">From 0; 0 is the first map added.</param>
public readonly record struct KernelMap(int Index);
