namespace AerNas.Kernels.Graphs;

/// <summary>Where a parameter or a running statistic lies in the flat array of all of them.</summary>
/// <param name="Offset">Its first element.</param>
/// <param name="Length">How many elements.</param>
public readonly record struct Slice(int Offset, int Length);
