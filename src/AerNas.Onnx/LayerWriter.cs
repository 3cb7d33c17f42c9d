using static AerNas.Onnx.OnnxAttributes;

namespace AerNas.Onnx;

/// <summary>Writes the layers of a network as nodes, as they compute in evaluation: what trains only is nothing.</summary>
internal sealed class LayerWriter
{
    private const float Epsilon = 1e-5f;

    private readonly OnnxNodes _nodes;
    private readonly NetworkGraph _graph;
    private readonly IReadOnlyDictionary<string, float[]> _values;
    private readonly FoldedNorms _folded;
    private readonly Quantizer _quantizer;
    private readonly MapShape[] _shapes;
    private readonly string?[] _maps; // the names of the maps; null: not written, or zeros
    private string? _images; // what the network reads
    private string? _batch; // how many pictures that are

    /// <summary>Prepares for a network.</summary>
    /// <param name="nodes">Where it is written.</param>
    /// <param name="graph">The network.</param>
    /// <param name="imageSize">Height and width of its images.</param>
    /// <param name="values">Weights and running statistics by their names.</param>
    /// <param name="ranges">The ranges of the maps that are computed in 8 bits, by their layers; null: all is computed in float32.</param>
    public LayerWriter(OnnxNodes nodes, NetworkGraph graph, int imageSize, IReadOnlyDictionary<string, float[]> values,
        IReadOnlyDictionary<int, ValueRange>? ranges = null)
    {
        (_nodes, _graph, _values, _shapes) = (nodes, graph, values, graph.ShapesFor(imageSize));
        _maps = new string?[graph.Layers.Length];
        Written = graph.Deciding(graph.Logits);
        _folded = new FoldedNorms(graph, Written, values);
        _quantizer = new Quantizer(nodes, ranges ?? new Dictionary<int, ValueRange>());
    }

    /// <summary>Which layers are written: those that decide the scores of the classes.</summary>
    public bool[] Written { get; }

    /// <summary>What the entries of a mixture weigh.</summary>
    /// <value>None, for networks that have no mixture.</value>
    public IReadOnlyList<float> Mixture { get; init; } = [];

    /// <summary>What was written of the maps that can be quantized: their names before that, by their layers.</summary>
    public SortedDictionary<int, string> Measurable { get; } = [];

    /// <summary>Writes the network.</summary>
    /// <param name="images">The name of the normalized images. // [N, C, H, W]</param>
    /// <returns>The name of the scores. // [N, K]</returns>
    public string Write(string images)
    {
        _images = images;
        for (var i = 0; i < _maps.Length; i++)
            if (Written[i]) _maps[i] = Quantized(i, _graph.Layers[i] is ImagesLayer ? images : Write(i, _graph.Layers[i]));
        var logits = Read(_graph.Logits);
        return _graph[_graph.Logits] is LinearLayer ? logits : _nodes.Add("Flatten", "scores", [logits]);
    }

    private string? Write(int i, GraphLayer layer) => layer switch
    {
        ConvolutionLayer convolution => Convolution(i, convolution),
        NormLayer norm => _folded.Contains(norm) ? Read(norm.Source) : norm.Running is null ? BatchNorm(i, norm) : Norm(i, norm),
        ActivationLayer activation => Activate(i, activation.Function, Read(activation.Source)),
        PoolLayer pool => Pool(i, pool),
        GlobalAverageLayer average => _nodes.Add("GlobalAveragePool", $"average{i}", [Read(average.Source)]),
        LinearLayer linear => Linear(i, linear),
        SumLayer sum => Sum(i, sum),
        ConcatenationLayer { Parts: var parts } => _nodes.Add("Concat", $"concat{i}", [.. parts.Select(Read)], Of("axis", 1)),
        SliceLayer slice => _nodes.Add("Slice", $"slice{i}",
            [Read(slice.Source), .. _nodes.Range($"slice{i}", 1, slice.First, slice.First + slice.Count)]),
        ShuffleLayer shuffle => Shuffle(i, shuffle),
        ShiftLayer shift => Shift(i, shift),
        ProductLayer product => _nodes.Add("Mul", $"product{i}", [Read(product.Source), Read(product.Factor)]),
        ZeroLayer => null,
        DropPathLayer or DisturbLayer or NoiseLayer => _maps[layer.Sources[0].Index],
        _ => throw new NotSupportedException($"ONNX has no operator for {layer.GetType().Name}."),
    };

    /// <summary>A map as others read it. One that only a ReLU reads is quantized behind that.</summary>
    private string? Quantized(int i, string? value)
    {
        var layer = _graph.Layers[i];
        if (value is null || layer is GlobalAverageLayer or LinearLayer || _folded.IsReadByReluAlone(i)) return value;
        Measurable[i] = value;
        var moves = layer is PoolLayer { Kind: PoolKind.Maximum } or SliceLayer or ShuffleLayer or ShiftLayer;
        return _quantizer.Through(value, i, moves ? _maps[layer.Sources[0].Index] : null);
    }

    /// <summary>The name of a map; zeros are written where something reads them.</summary>
    private string Read(MapId map) => _maps[map.Index] ??= Zeros(map.Index);

    private string Zeros(int i)
    {
        _batch ??= _nodes.Add("Shape", "batch", [_images!], Of("start", 0), Of("end", 1));
        var (channels, height, width) = _shapes[i];
        var image = _nodes.Integers($"zeros{i}.image", channels, height, width);
        var shape = _nodes.Add("Concat", $"zeros{i}.shape", [_batch, image], Of("axis", 0));
        return _nodes.Add("ConstantOfShape", $"zeros{i}", [shape]);
    }

    private string Convolution(int i, ConvolutionLayer layer)
    {
        var (window, shape) = (layer.Window, layer.Weight.Shape);
        var name = layer.Weight.Name;
        var input = Read(layer.Source);
        string[] inputs = [input, .. _quantizer.Weights(input, name, _folded.WeightsOf(i, layer), shape.AsSpan())];
        return _nodes.Add("Conv", $"conv{i}", inputs, List("kernel_shape", window.Height, window.Width),
            List("strides", window.Stride.Y, window.Stride.X), List("dilations", window.Dilation, window.Dilation),
            List("pads", window.Padding.Y, window.Padding.X, window.Padding.Y, window.Padding.X), Of("group", layer.Groups));
    }

    /// <summary>A norm with running statistics that no convolution takes in.</summary>
    private string Norm(int i, NormLayer layer)
    {
        var ((scale, shift), channels) = (_folded.AffineOf(layer), _graph.ChannelsOf(layer.Source));
        string Constant(string part, IEnumerable<double> values) =>
            _nodes.Floats($"norm{i}.{part}", [.. values.Select(value => (float)value)], 1, channels, 1, 1);
        var scaled = _nodes.Add("Mul", $"norm{i}.scaled", [Read(layer.Source), Constant("scale", scale)]);
        return _nodes.Add("Add", $"norm{i}", [scaled, Constant("shift", shift)]);
    }

    /// <summary>A norm that uses the mean and variance of the batch.</summary>
    private string BatchNorm(int i, NormLayer layer)
    {
        string Mean(string name, string of) => _nodes.Add("ReduceMean", $"norm{i}.{name}", [of], List("axes", 0, 2, 3), Of("keepdims", 1));
        var centred = _nodes.Add("Sub", $"norm{i}.centred", [Read(layer.Source), Mean("mean", Read(layer.Source))]);
        var variance = Mean("variance", _nodes.Add("Mul", $"norm{i}.squares", [centred, centred]));
        var safe = _nodes.Add("Add", $"norm{i}.safe", [variance, _nodes.Float($"norm{i}.epsilon", Epsilon)]);
        var normed = _nodes.Add("Div", $"norm{i}", [centred, _nodes.Add("Sqrt", $"norm{i}.deviation", [safe])]);
        if (layer.Affine is not { } affine) return normed;
        string Learned(GraphWeight weight) => _nodes.Floats(weight.Name, _values[weight.Name], 1, (int)weight.Length, 1, 1);
        return _nodes.Add("Add", $"norm{i}.shifted",
            [_nodes.Add("Mul", $"norm{i}.scaled", [normed, Learned(affine.Scale)]), Learned(affine.Shift)]);
    }

    private string Activate(int i, Activation function, string x) => function switch
    {
        Activation.Relu => _nodes.Add("Relu", $"relu{i}", [x]),
        Activation.Relu6 => _nodes.Add("Clip", $"relu6_{i}", [x, _nodes.Float($"relu6_{i}.from", 0), _nodes.Float($"relu6_{i}.to", 6)]),
        Activation.Sigmoid => _nodes.Add("Sigmoid", $"sigmoid{i}", [x]),
        Activation.Swish => _nodes.Add("Mul", $"swish{i}", [x, _nodes.Add("Sigmoid", $"swish{i}.sigmoid", [x])]),
        Activation.HardSwish => _nodes.Add("HardSwish", $"hardswish{i}", [x]),
        Activation.HardSigmoid => _nodes.Add("HardSigmoid", $"hardsigmoid{i}", [x], Of("alpha", 1f / 6), Of("beta", 0.5f)),
        _ => throw new NotSupportedException($"ONNX has no operator for {function}."),
    };

    /// <summary>A pool. Windows that reach beyond the map are padded for, which is what a partial window computes.</summary>
    private string Pool(int i, PoolLayer layer)
    {
        var (window, source, result) = (layer.Window, _shapes[layer.Source.Index], _shapes[i]);
        var bottom = Beyond(window.Padding.Y, (result.Height - 1) * window.Stride.Y + window.Height, source.Height);
        var right = Beyond(window.Padding.X, (result.Width - 1) * window.Stride.X + window.Width, source.Width);
        AttributeProto[] shape = [List("kernel_shape", window.Height, window.Width), List("strides", window.Stride.Y, window.Stride.X),
            List("pads", window.Padding.Y, window.Padding.X, bottom, right)];
        return layer.Kind == PoolKind.Maximum
            ? _nodes.Add("MaxPool", $"maxpool{i}", [Read(layer.Source)], shape)
            : _nodes.Add("AveragePool", $"avgpool{i}", [Read(layer.Source)], [.. shape, Of("count_include_pad", 0)]);
    }

    private static int Beyond(int padding, int covered, int length) => Math.Max(0, covered - padding - length);

    private string Linear(int i, LinearLayer layer)
    {
        var flat = _nodes.Add("Flatten", $"linear{i}.flat", [Read(layer.Source)]);
        string Learned(GraphWeight weight) => _nodes.Floats(weight.Name, _values[weight.Name], weight.Shape.AsSpan());
        var scores = _nodes.Add("Gemm", $"linear{i}", [flat, Learned(layer.Weight), Learned(layer.Bias)], Of("transB", 1));
        if (i == _graph.Logits.Index) return scores;
        return _nodes.Add("Reshape", $"linear{i}.map", [scores, _nodes.Integers($"linear{i}.shape", 0, layer.Bias.Length, 1, 1)]);
    }

    private string? Sum(int i, SumLayer layer)
    {
        string? sum = null;
        foreach (var (map, entry) in layer.Terms)
        {
            var weight = entry is { } number ? Mixture[number] : 1;
            if (weight == 0 || _maps[map.Index] is not { } term) continue;
            if (weight != 1) term = _nodes.Add("Mul", $"sum{i}.term", [term, _nodes.Float($"sum{i}.weight", weight)]);
            sum = sum is null ? term : _nodes.Add("Add", $"sum{i}", [sum, term]);
        }

        return sum;
    }

    private string Shuffle(int i, ShuffleLayer layer)
    {
        var (groups, shape) = (layer.Groups, _shapes[i]);
        string Reshape(string part, string of, params ReadOnlySpan<long> sizes) =>
            _nodes.Add("Reshape", $"shuffle{i}.{part}", [of, _nodes.Integers($"shuffle{i}.{part}.shape", sizes)]);
        var grouped = Reshape("groups", Read(layer.Source), 0, groups, shape.Channels / groups, shape.Height, shape.Width);
        var turned = _nodes.Add("Transpose", $"shuffle{i}.turned", [grouped], List("perm", 0, 2, 1, 3, 4));
        return Reshape("maps", turned, 0, shape.Channels, shape.Height, shape.Width);
    }

    /// <summary>Without the first row and column; where height or width is odd, zeros behind the last are as good as one more.</summary>
    private string Shift(int i, ShiftLayer layer)
    {
        var source = _shapes[layer.Source.Index];
        return _nodes.Add("Pad", $"shift{i}",
            [Read(layer.Source), _nodes.Integers($"shift{i}.pads", 0, 0, -1, -1, 0, 0, source.Height % 2, source.Width % 2)]);
    }
}
