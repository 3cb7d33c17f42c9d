namespace AerNas.Kernels.Graphs;

/// <summary>What an operation reads: a map as it was computed, or its batch norm, applied while reading and never stored.</summary>
/// <param name="Map">The map.</param>
/// <param name="Norm">The batch norm; none where null.</param>
public readonly record struct View(KernelMap Map, Normalization? Norm = null);
