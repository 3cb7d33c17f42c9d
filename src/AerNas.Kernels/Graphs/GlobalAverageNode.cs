using System.Collections.Immutable;

namespace AerNas.Kernels.Graphs;

/// <summary>The mean over all pixels: a map of one pixel.</summary>
/// <param name="Sources">What it reads: maps of one size, concatenated along the channels.</param>
/// <param name="Rectify">Whether a ReLU comes first.</param>
public sealed record GlobalAverageNode(ImmutableArray<View> Sources, bool Rectify = false) : GraphNode;
