using System.Collections.Immutable;

namespace AerNas.Kernels.Graphs;

/// <summary>Some channels of what it reads, in an order of their own.</summary>
/// <param name="Sources">What it reads: maps of one size, concatenated along the channels.</param>
/// <param name="Channels">For each channel of the map which of the concatenated ones it is, from 0; none twice.</param>
public sealed record ChannelsNode(ImmutableArray<View> Sources, ImmutableArray<int> Channels) : GraphNode;
