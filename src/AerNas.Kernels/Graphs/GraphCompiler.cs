// Lowers the layers of a network to the nodes that the kernels compute. A batch norm, a ReLU, a shift by a pixel and a choice of channels
// are no nodes of their own: they belong to whoever reads the map. A reading is a map with all of that still to be done:
//
//   sources side by side -> channels picked -> ReLU -> shift -> (depthwise convolution)
//
// What a reader cannot do itself is done by a copy: channels that are picked, and maps side by side where one map is wanted. Two patterns
// become one node: a depthwise convolution whose only reader is a pointwise one, and convolutions of one map that are only read side by
// side.

using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>Compiles a network for the kernels.</summary>
public sealed class GraphCompiler
{
    private readonly NetworkGraph _network;
    private readonly CompilerOptions _options;
    private readonly FusedLayers _fused;
    private readonly FlatWeights _weights;
    private readonly FlatWeights _statistics;
    private readonly KernelGraph _graph = new();
    private readonly Reading?[] _readings; // of each map; null where it is zero, or is not computed
    private readonly int _disturbances;

    private GraphCompiler(NetworkGraph network, CompilerOptions options)
    {
        (_network, _options) = (network, options);
        _fused = new FusedLayers(network, !options.Evaluates);
        (_weights, _statistics) = (new FlatWeights(network.Weights), new FlatWeights(network.Statistics));
        _readings = new Reading?[network.Layers.Length];
        _disturbances = network.Layers.Count(layer => layer is DisturbLayer);
    }

    /// <summary>Compiles a network.</summary>
    /// <param name="network">What it computes; weights and statistics lie in the order of its lists, each list in one array.</param>
    /// <param name="options">What passes may do to it.</param>
    /// <exception cref="UnsupportedLayerException">It has a layer that the kernels do not compute.</exception>
    public static KernelGraph Compile(NetworkGraph network, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        var compiler = new GraphCompiler(network, options);
        for (var i = 0; i < network.Layers.Length; i++)
        {
            if (compiler._fused.IsComputed(new MapId(i))) compiler._readings[i] = compiler.Read(network.Layers[i]);
        }

        compiler._graph.Outputs = [.. network.Outputs(!options.Evaluates).Select(output => compiler.Single(output).Map)];
        compiler._graph.Recomputes = options.Recomputes;
        NormsOfMaps.Check(compiler._graph);
        return compiler._graph;
    }

    /// <summary>Adds what a layer needs.</summary>
    /// <returns>How its map is read.</returns>
    private Reading? Read(GraphLayer layer) => layer switch
    {
        ImagesLayer images => Add(new ImagesNode(images.Channels)),
        ConvolutionLayer { Parts.IsEmpty: false } => throw new UnsupportedLayerException("it computes no kernel that operations share"),
        ConvolutionLayer convolution => Convolution(convolution),
        NormLayer norm => new Reading([Normalizable(norm.Source) with { Norm = NormOf(norm) }]),
        ActivationLayer { Function: Activation.Relu } relu => Of(relu.Source) with { Rectified = true },
        ActivationLayer other => throw new UnsupportedLayerException($"it computes no {other.Function}"),
        PoolLayer pool => Pool(pool),
        GlobalAverageLayer average => GlobalAverage(average),
        LinearLayer linear => Linear(linear),
        ConcatenationLayer concatenation => Concatenation(concatenation),
        SliceLayer slice => Pick(slice.Source, Enumerable.Range(slice.First, slice.Count)),
        ShuffleLayer shuffle => Pick(shuffle.Source, Shuffled(_network.ChannelsOf(shuffle.Source), shuffle.Groups)),
        ShiftLayer shift => Of(shift.Source) with { Shifted = true },
        SumLayer sum => Sum(sum),
        ZeroLayer => null,
        DropPathLayer drop => DropPath(drop),
        DisturbLayer disturb => !_options.Disturbs ? Of(disturb.Source) : Disturbed(disturb.Source, disturb.Place, scalesOnly: false),
        NoiseLayer noise => _options.Evaluates ? _readings[noise.Source.Index] : throw new UnsupportedLayerException("it draws no noise"),
        _ => throw new UnsupportedLayerException($"it does not know the layer {layer.GetType().Name}"),
    };

    private Reading Add(GraphNode node) => new([new View(_graph.Add(node))]);

    private Reading Convolution(ConvolutionLayer layer)
    {
        if (layer.Groups != 1)
            throw new UnsupportedLayerException(
                $"it computes a convolution of {layer.Groups} groups only where a pointwise one alone reads it");
        if (_fused.DepthwiseBefore(layer) is not { } depthwise) return Dense(layer.Source, [layer], layer.Bias);
        var x = Whole(depthwise.Source);
        return Add(new ConvolutionNode
        {
            Sources = [Copied(depthwise.Source, x with { Rectified = false, Shifted = false })],
            Rectify = x.Rectified,
            Depthwise = new DepthwiseWeights(_weights[depthwise.Weight], x.Moved(depthwise.Window)),
            Dense = [new DenseWeights(_weights[layer.Weight], layer.Weight.Shape[0], layer.Window)],
            Bias = Optional(layer.Bias),
        });
    }

    /// <summary>Convolutions over all channels of one map, side by side; each may read it moved by a pixel.</summary>
    private Reading Dense(MapId source, ImmutableArray<ConvolutionLayer> layers, GraphWeight? bias)
    {
        var x = Whole(source);
        return Add(new ConvolutionNode
        {
            Sources = x.Sources,
            Rectify = x.Rectified,
            Dense = [.. layers.Select(layer =>
                new DenseWeights(_weights[layer.Weight], layer.Weight.Shape[0], Of(layer.Source).Moved(layer.Window)))],
            Bias = Optional(bias),
        });
    }

    private Reading Linear(LinearLayer layer)
    {
        var x = Whole(layer.Source);
        return Add(new ConvolutionNode
        {
            Sources = x.Sources,
            Rectify = x.Rectified,
            Dense = [new DenseWeights(_weights[layer.Weight], layer.Weight.Shape[0], Window.Square(1))],
            Bias = _weights[layer.Bias],
        });
    }

    private Reading Pool(PoolLayer pool)
    {
        var x = Of(pool.Source);
        if (x.Rectified && pool.Kind == PoolKind.Maximum) throw new UnsupportedLayerException("it computes no maximum of a ReLU");
        return Add(new PoolNode(Copied(pool.Source, x with { Rectified = false }), pool.Kind, pool.Window, x.Rectified));
    }

    private Reading GlobalAverage(GlobalAverageLayer layer)
    {
        var x = Whole(layer.Source);
        return Add(new GlobalAverageNode(x.Sources, x.Rectified));
    }

    private Reading Concatenation(ConcatenationLayer layer)
    {
        if (_fused.ConvolutionsOf(layer) is { IsEmpty: false } convolutions) return Dense(convolutions[0].Source, convolutions, bias: null);
        var sources = new List<View>();
        foreach (var view in layer.Parts.SelectMany(part => Plain(part, Whole(part)).Sources))
            sources.Add(sources.Contains(view) ? CopyOf(view) : view);
        return new Reading([.. sources]);
    }

    /// <summary>A map once more, for a reader that reads it twice.</summary>
    private View CopyOf(View view) => new(_graph.Add(new ChannelsNode([view], [.. Enumerable.Range(0, _graph.ChannelsOf(view.Map))])));

    private Reading Sum(SumLayer layer)
    {
        var terms = layer.Terms.Where(term => _readings[term.Map.Index] is not null)
            .Select(term => new Term(Single(term.Map), term.MixtureEntry, _readings[term.Map.Index]!.Place)).ToImmutableArray();
        if (terms.IsEmpty) throw new UnsupportedLayerException("it computes no node that only zeros lead to");
        return Add(new SumNode(terms) { Entries = layer.Entries });
    }

    /// <summary>A path that may be dropped: its sum scales it, where nothing else reads it.</summary>
    private Reading? DropPath(DropPathLayer layer)
    {
        if (!_options.DropsPaths || _readings[layer.Source.Index] is null) return _readings[layer.Source.Index];
        var place = _disturbances + layer.Place;
        if (!_fused.IsReadBySumsOnly(layer)) return Disturbed(layer.Source, place, scalesOnly: true);
        return new Reading([Single(layer.Source)]) { Place = place };
    }

    private Reading? Disturbed(MapId source, int place, bool scalesOnly) =>
        _readings[source.Index] is null ? null : Add(new DisturbNode(Single(source), place, scalesOnly));

    private Reading Pick(MapId source, IEnumerable<int> channels)
    {
        var x = Of(source);
        return x with { Channels = [.. channels.Select(channel => x.Channels.IsDefault ? channel : x.Channels[channel])] };
    }

    private Reading Of(MapId map) =>
        _readings[map.Index] ?? throw new UnsupportedLayerException("it computes no map of zeros but in a sum");

    /// <summary>A reading of whole maps: channels that are picked are copied.</summary>
    private Reading Whole(MapId map)
    {
        var x = Of(map);
        if (x.Channels.IsDefault) return x;
        return _readings[map.Index] = x with
        {
            Sources = [new View(_graph.Add(new ChannelsNode(x.Sources, x.Channels)))],
            Channels = default,
        };
    }

    /// <summary>One map as it is, copied where it lies in several.</summary>
    private View Single(MapId map) => Copied(map, Plain(map, Of(map)));

    private View Copied(MapId map, Reading x)
    {
        Plain(map, x);
        if (x.Channels.IsDefault && x.Sources is [var single]) return single;
        var channels = x.Channels.IsDefault ? [.. Enumerable.Range(0, _network.ChannelsOf(map))] : x.Channels;
        var copy = new View(_graph.Add(new ChannelsNode(x.Sources, channels)));
        _readings[map.Index] = _readings[map.Index]! with { Sources = [copy], Channels = default };
        return copy;
    }

    /// <summary>A map that a batch norm may read: neither a sum, nor images, nor normalized already.</summary>
    private View Normalizable(MapId map)
    {
        var view = Single(map);
        if (view.Norm is null && _graph.Nodes[view.Map.Index] is not (SumNode or ImagesNode)) return view;
        return CopyOf(view);
    }

    private static Reading Plain(MapId map, Reading x)
    {
        if (x.Rectified)
            throw new UnsupportedLayerException($"it reads a ReLU in convolutions and averages only, not in what reads layer {map.Index}");
        if (x.Shifted) throw new UnsupportedLayerException($"it moves a map in convolutions only, not in what reads layer {map.Index}");
        return x;
    }

    private Normalization NormOf(NormLayer layer) => new()
    {
        Scale = Optional(layer.Affine?.Scale),
        Shift = Optional(layer.Affine?.Shift),
        RunningMean = layer.Running is { } mean ? _statistics[mean.Mean] : null,
        RunningVariance = layer.Running is { } variance ? _statistics[variance.Variance] : null,
    };

    private Slice? Optional(GraphWeight? weight) => weight is null ? null : _weights[weight];

    private static IEnumerable<int> Shuffled(int channels, int groups) =>
        from place in Enumerable.Range(0, channels / groups)
        from part in Enumerable.Range(0, groups)
        select part * (channels / groups) + place;

    /// <summary>How a map is read.</summary>
    private sealed record Reading(ImmutableArray<View> Sources)
    {
        public ImmutableArray<int> Channels { get; init; } // of all sources side by side; default: all of them

        public bool Rectified { get; init; }

        public bool Shifted { get; init; }

        public int? Place { get; init; } // of a path that a sum may drop

        public Window Moved(Window window)
        {
            if (!Shifted) return window;
            if (window != Window.Square(1, stride: 2))
                throw new UnsupportedLayerException("it shifts a map for 1x1 convolutions of stride 2 only");
            return window with { Padding = (-1, -1) };
        }
    }
}

/// <summary>What passes over a compiled network may do beside evaluating it.</summary>
/// <param name="Disturbs">Whether they disturb skip connections (<see cref="DisturbLayer"/>).</param>
/// <param name="DropsPaths">Whether they drop paths (<see cref="DropPathLayer"/>).</param>
/// <param name="Evaluates">Whether they only evaluate: the second classifier is left out.</param>
/// <param name="Recomputes">Whether maps that cost little are computed again in backward passes, in place of being kept: less memory, some
/// more time, the same results.</param>
public readonly record struct CompilerOptions(
    bool Disturbs = false, bool DropsPaths = false, bool Evaluates = false, bool Recomputes = false);
