using AerNas.Graphs;

namespace AerNas.Networks;

/// <summary>A supernet as a graph, with what a search must know of its places.</summary>
internal sealed record SupernetGraph(NetworkGraph Network)
{
    /// <summary>The skip connections that mixtures may disturb: the places of <see cref="DisturbLayer"/>.</summary>
    public required ImmutableArray<SkipPlace> Skips { get; init; }

    /// <summary>The kinds, by place in the space, of the cells whose edges may drop: places of <see cref="DropPathLayer"/>.</summary>
    public required ImmutableArray<int> Paths { get; init; }

    /// <summary>How wide its cells are and how often their maps are halved, in the order of the network.</summary>
    public required ImmutableArray<CellScale> Cells { get; init; }

    /// <summary>The kernels that operations share, with the edges that they lie on.</summary>
    public required ImmutableArray<(CellKind Kind, EdgeId Edge, GraphWeight Kernel)> Kernels { get; init; }

    /// <summary>Writes the supernet of a space down.</summary>
    /// <param name="kept">The space and the operations that are built.</param>
    /// <param name="options">How wide and deep.</param>
    public static SupernetGraph Of(KeptOperations kept, SupernetOptions options)
    {
        var style = options.StyleIn(kept.Space);
        var cells = new MixedCells(kept, options, style);
        var network = SkeletonWriter.Write(new GraphBuilder(options.SharesActivations), options.SkeletonIn(kept.Space), style,
            cells.Write, out var scales);
        return new SupernetGraph(network)
        {
            Skips = [.. cells.Skips],
            Paths = [.. cells.Paths],
            Cells = scales,
            Kernels = [.. cells.Kernels],
        };
    }
}

/// <summary>A skip connection of a supernet.</summary>
/// <param name="Kind">The kind of its cell, by its place in the space.</param>
/// <param name="Entry">Its weight in the mixture.</param>
/// <param name="Stride">1, or 2 where a reduction stands for it.</param>
internal sealed record SkipPlace(int Kind, int Entry, int Stride);
