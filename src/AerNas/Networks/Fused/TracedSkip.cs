using AerNas.Spaces;

namespace AerNas.Networks.Fused;

/// <summary>A skip connection of the graph.</summary>
/// <param name="Kind">The kind of its cell.</param>
/// <param name="Entry">Its weight in the mixture.</param>
/// <param name="Stride">1, or 2 where a reduction stands for it.</param>
internal sealed record TracedSkip(CellKind Kind, int Entry, int Stride);
