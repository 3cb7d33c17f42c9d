using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>A step of a graph; it computes one map.</summary>
public abstract record GraphNode
{
    private protected GraphNode()
    {
    }
}

/// <summary>Some channels of what it reads, in an order of their own.</summary>
/// <param name="Sources">What it reads: maps of one size, concatenated along the channels.</param>
/// <param name="Channels">For each channel of the map which of the concatenated ones it is, from 0; none twice.</param>
internal sealed record ChannelsNode(ImmutableArray<View> Sources, ImmutableArray<int> Channels) : GraphNode;

/// <summary>A map that a pass may disturb, element by element or image by image; elsewhere a copy of what it reads.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Place">What <see cref="Engine.IDisturbance"/> knows it by.</param>
/// <param name="ScalesOnly">Whether images are scaled and no numbers are drawn for elements.</param>
internal sealed record DisturbNode(View Source, int Place, bool ScalesOnly = false) : GraphNode;

/// <summary>The mean over all pixels: a map of one pixel.</summary>
/// <param name="Sources">What it reads: maps of one size, concatenated along the channels.</param>
/// <param name="Rectify">Whether a ReLU comes first.</param>
internal sealed record GlobalAverageNode(ImmutableArray<View> Sources, bool Rectify = false) : GraphNode;

/// <summary>The images of the batch.</summary>
/// <param name="Channels">1 for grey, 3 for colour.</param>
internal sealed record ImagesNode(int Channels) : GraphNode;

/// <summary>A pooling.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Kind">Maximum or average.</param>
/// <param name="Window">Its shape.</param>
/// <param name="Rectify">Whether a ReLU comes first; of averages only.</param>
internal sealed record PoolNode(View Source, PoolKind Kind, Window Window, bool Rectify = false) : GraphNode;

/// <summary>A node of a cell: the weighted sum of maps of one shape.</summary>
/// <param name="Terms">What is added; at least one.</param>
internal sealed record SumNode(ImmutableArray<Term> Terms) : GraphNode
{
    /// <summary>All entries of the mixture that belong to the node: see <see cref="Engine.SupernetBatch.AddsInactive"/>.</summary>
    public ImmutableArray<int> Entries { get; init; } = [];
}

/// <summary>A weighted term of a sum.</summary>
/// <param name="View">What is added.</param>
/// <param name="MixtureEntry">Which entry of the flat mixture it is multiplied by; none where null.</param>
/// <param name="Place">What <see cref="Engine.IDisturbance"/> knows it by, where a pass may scale its images; none where null.</param>
internal readonly record struct Term(View View, int? MixtureEntry = null, int? Place = null);
