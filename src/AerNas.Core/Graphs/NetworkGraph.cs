namespace AerNas.Graphs;

/// <summary>A network as data: layers that each compute one map from maps before it, over named weights. It is made by a <see
/// cref="GraphBuilder"/> and read by whatever evaluates, counts, draws or exports networks. Sizes come with the images.</summary>
public sealed class NetworkGraph
{
    private readonly ImmutableArray<int> _channels; // of each map

    internal NetworkGraph(ImmutableArray<GraphLayer> layers, ImmutableArray<int> channels, (MapId Logits, MapId? Auxiliary) outputs) =>
        (Layers, _channels, Logits, Auxiliary) = (layers, channels, outputs.Logits, outputs.Auxiliary);

    /// <summary>The layers in the order they can be computed; layer i computes map i.</summary>
    public ImmutableArray<GraphLayer> Layers { get; }

    /// <summary>What is learned, in the order of the network.</summary>
    public required ImmutableArray<GraphWeight> Weights { get; init; }

    /// <summary>Running means and variances, in the order of the network.</summary>
    public required ImmutableArray<GraphWeight> Statistics { get; init; }

    /// <summary>The scores of the classes: a map of one pixel with a channel a class.</summary>
    public MapId Logits { get; }

    /// <summary>The scores of a second classifier that helps training; null where there is none.</summary>
    public MapId? Auxiliary { get; }

    /// <summary>What is asked of the network: logits, and while training those of the second classifier.</summary>
    public ImmutableArray<MapId> Outputs(bool training) => training && Auxiliary is { } auxiliary ? [Logits, auxiliary] : [Logits];

    /// <summary>The layer that computes a map.</summary>
    public GraphLayer this[MapId map] => Layers[map.Index];

    /// <summary>The channels of a map.</summary>
    public int ChannelsOf(MapId map) => _channels[map.Index];

    /// <summary>Channels of the narrowest map that a convolution or pool behind the first convolution reads or gives.</summary>
    public int NarrowestMap
    {
        get
        {
            var maps = from layer in Layers
                       where layer is ConvolutionLayer or PoolLayer && this[layer.Sources[0]] is not ImagesLayer
                       select ChannelsOf(layer.Sources[0]);
            return maps.Append(_channels.Where((_, i) => Layers[i] is ConvolutionLayer).DefaultIfEmpty(int.MaxValue).First()).Min();
        }
    }

    /// <summary>Which maps are computed for some others, these among them.</summary>
    /// <param name="maps">The others; none where empty.</param>
    public bool[] LeadingTo(params ReadOnlySpan<MapId> maps) => Following(maps, layer => layer.Sources);

    /// <summary>Which layers decide what some maps hold: of those that lead to them all but what zeros alone stand for.</summary>
    public bool[] Deciding(params ReadOnlySpan<MapId> maps) => Following(maps, layer => layer is ZeroLayer ? [] : layer.Sources);

    /// <summary>The shape of every map for images of a size.</summary>
    /// <param name="imageSize">Height and width of the images, in pixels.</param>
    /// <exception cref="ArgumentException">The images are too small: a window finds nothing to read.</exception>
    public MapShape[] ShapesFor(int imageSize)
    {
        var shapes = new MapShape[Layers.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            shapes[i] = ShapeOf(Layers[i], shapes, imageSize) with { Channels = _channels[i] };
            if (shapes[i].Height < 1 || shapes[i].Width < 1)
                throw new ArgumentException($"Images of {imageSize} pixels are too small for the network: layer {i} "
                    + $"({Layers[i].GetType().Name}) would compute nothing.", nameof(imageSize));
        }

        return shapes;
    }

    private static MapShape ShapeOf(GraphLayer layer, MapShape[] shapes, int imageSize) => layer switch
    {
        ImagesLayer => new MapShape(0, imageSize, imageSize),
        ConvolutionLayer convolution => shapes[convolution.Source.Index].Through(convolution.Window),
        PoolLayer pool => shapes[pool.Source.Index].Through(pool.Window),
        ZeroLayer zero => shapes[zero.Source.Index].Through(Window.Square(1, zero.Stride)),
        ShiftLayer shift => Shifted(shapes[shift.Source.Index]),
        GlobalAverageLayer or LinearLayer => new MapShape(0, 1, 1),
        SumLayer or ConcatenationLayer => Met(layer, shapes),
        _ => shapes[layer.Sources[0].Index],
    };

    /// <summary>The one size of maps that meet.</summary>
    private static MapShape Met(GraphLayer layer, MapShape[] shapes)
    {
        var first = shapes[layer.Sources[0].Index];
        foreach (var source in layer.Sources)
        {
            var other = shapes[source.Index];
            if ((other.Height, other.Width) != (first.Height, first.Width))
            {
                throw new ArgumentException(
                    $"Maps of {first.Height}x{first.Width} and {other.Height}x{other.Width} pixels meet in one node.");
            }
        }

        return first;
    }

    private static MapShape Shifted(MapShape map) =>
        map with { Height = (map.Height - 1) / 2 * 2 + 1, Width = (map.Width - 1) / 2 * 2 + 1 };

    private bool[] Following(ReadOnlySpan<MapId> maps, Func<GraphLayer, ImmutableArray<MapId>> sources)
    {
        var followed = new bool[Layers.Length];
        foreach (var map in maps) followed[map.Index] = true;
        for (var i = followed.Length - 1; i >= 0; i--)
        {
            if (!followed[i]) continue;
            foreach (var source in sources(Layers[i])) followed[source.Index] = true;
        }

        return followed;
    }
}
