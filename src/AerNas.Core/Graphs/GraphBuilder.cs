namespace AerNas.Graphs;

/// <summary>Writes a network down, layer after layer. Weights are named by where they stand (<see cref="In"/>), and are drawn later in the
/// order in which they are added. An activation or pool that is there already is not added again.</summary>
public sealed class GraphBuilder
{
    private readonly Parts _parts;
    private readonly string _prefix;

    /// <summary>Begins an empty network.</summary>
    /// <param name="sharesActivations">Whether layers that activate a map alike share one map; published code computes it for each.</param>
    public GraphBuilder(bool sharesActivations = true)
        : this(new Parts(sharesActivations), "")
    {
    }

    private GraphBuilder(Parts parts, string prefix) => (_parts, _prefix) = (parts, prefix);

    /// <summary>The same network, written on under a name that the names of weights begin with.</summary>
    /// <param name="name">Such as <c>cell0</c>.</param>
    public GraphBuilder In(string name) => new(_parts, $"{_prefix}{name}.");

    /// <summary>The channels of a map.</summary>
    public int ChannelsOf(MapId map) => _parts.Channels[map.Index];

    /// <summary>The images.</summary>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    public MapId Images(int channels) => Add(new ImagesLayer(channels), channels);

    /// <summary>A convolution over all channels, or within groups of them.</summary>
    /// <param name="source">What it reads.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="window">Its shape.</param>
    /// <param name="groups">Groups of channels, a divisor of the channels in and out.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    public MapId Convolution(MapId source, int outputs, Window window, int groups = 1, bool bias = false)
    {
        var inputs = ChannelsOf(source);
        if (groups < 1 || inputs % groups != 0 || outputs % groups != 0)
            throw new ArgumentException($"{inputs} channels in and {outputs} out do not fall into {groups} groups.");
        var start = WeightStart.Uniform((long)(inputs / groups) * window.Height * window.Width);
        var weight = Weight("weight", [outputs, inputs / groups, window.Height, window.Width], start);
        return Add(new ConvolutionLayer(source, window, groups, weight, bias ? Weight("bias", [outputs], start) : null), outputs);
    }

    /// <summary>A convolution of one kernel a channel.</summary>
    public MapId Depthwise(MapId source, Window window) => Convolution(source, ChannelsOf(source), window, groups: ChannelsOf(source));

    /// <summary>A convolution of one kernel a channel, which the operations of an edge share.</summary>
    /// <param name="source">What it reads.</param>
    /// <param name="window">The shape of the whole kernel.</param>
    /// <param name="parts">See <see cref="ConvolutionLayer.Parts"/>.</param>
    /// <param name="kernel">The kernel, as it is known to the graph.</param>
    internal MapId SharedDepthwise(MapId source, Window window, ImmutableArray<KernelPart> parts, out GraphWeight kernel)
    {
        var channels = ChannelsOf(source);
        kernel = Weight("weight", [channels, 1, window.Height, window.Width], WeightStart.Uniform((long)window.Height * window.Width));
        return Add(new ConvolutionLayer(source, window, channels, kernel, Bias: null) { Parts = parts }, channels);
    }

    /// <summary>A batch norm.</summary>
    public MapId Norm(MapId source, NormStyle style)
    {
        var channels = ChannelsOf(source);
        (GraphWeight, GraphWeight)? affine = style.Affine
            ? (Weight("weight", [channels], WeightStart.Constant(1)), Weight("bias", [channels], WeightStart.Constant(0))) : null;
        (GraphWeight, GraphWeight)? running = style.TrackStatistics
            ? (Statistic("running_mean", channels, 0), Statistic("running_var", channels, 1)) : null;
        return Add(new NormLayer(source, affine, running), channels);
    }

    /// <summary>An activation.</summary>
    public MapId Activate(MapId source, Activation function)
    {
        var layer = new ActivationLayer(source, function);
        return _parts.SharesActivations ? AddOnce(layer, ChannelsOf(source)) : Add(layer, ChannelsOf(source));
    }

    /// <summary>max(x, 0).</summary>
    public MapId Relu(MapId source) => Activate(source, Activation.Relu);

    /// <summary>A pooling.</summary>
    public MapId Pool(MapId source, PoolKind kind, Window window) => AddOnce(new PoolLayer(source, kind, window), ChannelsOf(source));

    /// <summary>The mean over all pixels.</summary>
    public MapId GlobalAverage(MapId source) => Add(new GlobalAverageLayer(source), ChannelsOf(source));

    /// <summary>An affine map of a map of one pixel.</summary>
    public MapId Linear(MapId source, int outputs)
    {
        var inputs = ChannelsOf(source);
        var start = WeightStart.Uniform(inputs);
        return Add(new LinearLayer(source, Weight("weight", [outputs, inputs], start), Weight("bias", [outputs], start)), outputs);
    }

    /// <summary>The weighted sum of maps of one shape.</summary>
    /// <param name="terms">At least one.</param>
    /// <param name="entries">See <see cref="SumLayer.Entries"/>.</param>
    public MapId Sum(ImmutableArray<SumTerm> terms, ImmutableArray<int> entries = default) =>
        Add(new SumLayer(terms) { Entries = entries.IsDefault ? [] : entries }, ChannelsOf(terms[0].Map));

    /// <summary>Maps side by side; a single one is taken as it is.</summary>
    public MapId Concatenate(ImmutableArray<MapId> maps) =>
        maps is [var single] ? single : Add(new ConcatenationLayer(maps), maps.Sum(ChannelsOf));

    /// <summary>Some neighbouring channels.</summary>
    public MapId Slice(MapId source, int first, int count) => Add(new SliceLayer(source, first, count), count);

    /// <summary>The channels of k groups taken in turn.</summary>
    public MapId Shuffle(MapId source, int groups) => Add(new ShuffleLayer(source, groups), ChannelsOf(source));

    /// <summary>A map without its first row and column, of odd height and width.</summary>
    public MapId Shift(MapId source) => AddOnce(new ShiftLayer(source), ChannelsOf(source));

    /// <summary>A map times a factor a channel.</summary>
    public MapId Product(MapId source, MapId factor) => Add(new ProductLayer(source, factor), ChannelsOf(source));

    /// <summary>Zeros.</summary>
    public MapId Zero(MapId source, int stride) => AddOnce(new ZeroLayer(source, stride), ChannelsOf(source));

    /// <summary>A map that training drops image by image.</summary>
    public MapId DropPath(MapId source) => Add(new DropPathLayer(source, _parts.DropPaths++), ChannelsOf(source));

    /// <summary>A map of which training drops image by image what was computed, but not the source that it hands on: of a sum or of maps
    /// side by side that have the source among them the others, of the source itself nothing.</summary>
    internal MapId DropPath(MapId map, MapId handedOn) => Beside(map, handedOn) ?? DropPath(map);

    /// <summary>A map that has a source, or some channels of it, as a part, with the other parts dropped; null where it has none.</summary>
    private MapId? Beside(MapId map, MapId source)
    {
        MapId[] parts;
        switch (_parts.Layers[map.Index])
        {
            case var _ when map == source: return map;
            case SliceLayer slice when slice.Source == source: return map;
            case PoolLayer { Window: { Height: 1, Width: 1 } } strided when strided.Source == source: return map;
            case ActivationLayer activation when _parts.Layers[activation.Source.Index] is SumLayer:
                return Beside(activation.Source, source) is { } active ? Activate(active, activation.Function) : null;
            case ShuffleLayer shuffle: return Beside(shuffle.Source, source) is { } shuffled ? Shuffle(shuffled, shuffle.Groups) : null;
            case SumLayer sum: parts = [.. sum.Terms.Select(term => term.Map)]; break;
            case ConcatenationLayer concatenation: parts = [.. concatenation.Parts]; break;
            default: return null;
        }

        var kept = parts.Select(part => Beside(part, source)).ToArray();
        if (kept.All(part => part is null)) return null;
        ImmutableArray<MapId> dropped = [.. parts.Zip(kept, (part, handed) => handed ?? (IsZero(part) ? part : DropPath(part)))];
        return _parts.Layers[map.Index] is SumLayer ? Sum([.. dropped.Select(part => new SumTerm(part))]) : Concatenate(dropped);

        bool IsZero(MapId part) => _parts.Layers[part.Index] is SliceLayer slice && _parts.Layers[slice.Source.Index] is ZeroLayer;
    }

    /// <summary>A map that training may disturb.</summary>
    public MapId Disturb(MapId source) => Add(new DisturbLayer(source, _parts.Disturbances++), ChannelsOf(source));

    /// <summary>A map to which training adds noise.</summary>
    public MapId Noise(MapId source) => Add(new NoiseLayer(source, _parts.Noises++), ChannelsOf(source));

    /// <summary>Ends the network.</summary>
    /// <param name="logits">The scores of the classes.</param>
    /// <param name="auxiliary">Those of a second classifier; null where there is none.</param>
    public NetworkGraph Build(MapId logits, MapId? auxiliary = null) => new([.. _parts.Layers], [.. _parts.Channels], (logits, auxiliary))
    {
        Weights = [.. _parts.Weights],
        Statistics = [.. _parts.Statistics],
    };

    private GraphWeight Weight(string name, ImmutableArray<int> shape, WeightStart start)
    {
        _parts.Weights.Add(new GraphWeight(_prefix + name, shape, start, _parts.Weights.Count));
        return _parts.Weights[^1];
    }

    private GraphWeight Statistic(string name, int channels, double value)
    {
        _parts.Statistics.Add(new GraphWeight(_prefix + name, [channels], WeightStart.Constant(value), _parts.Statistics.Count));
        return _parts.Statistics[^1];
    }

    private MapId AddOnce(GraphLayer layer, int channels)
    {
        if (!_parts.Known.TryGetValue(layer, out var map)) _parts.Known[layer] = map = Add(layer, channels);
        return map;
    }

    private MapId Add(GraphLayer layer, int channels)
    {
        _parts.Layers.Add(layer);
        _parts.Channels.Add(channels);
        return new MapId(_parts.Layers.Count - 1);
    }

    private sealed class Parts(bool sharesActivations)
    {
        public bool SharesActivations { get; } = sharesActivations;

        public List<GraphLayer> Layers { get; } = [];

        public List<int> Channels { get; } = [];

        public List<GraphWeight> Weights { get; } = [];

        public List<GraphWeight> Statistics { get; } = [];

        public Dictionary<GraphLayer, MapId> Known { get; } = [];

        public int DropPaths { get; set; }

        public int Disturbances { get; set; }

        public int Noises { get; set; }
    }
}

/// <summary>How batch norms are made.</summary>
/// <param name="Affine">Whether they scale and shift by learned values.</param>
/// <param name="TrackStatistics">Whether they keep running statistics.</param>
public readonly record struct NormStyle(bool Affine, bool TrackStatistics)
{
    /// <summary>With both: the norms of derived networks, of stems and of classifiers.</summary>
    public static NormStyle Full { get; } = new(Affine: true, TrackStatistics: true);
}
