namespace AerNas.Onnx;

/// <summary>Tells which batch norms are taken into the convolutions before them: those with running statistics that read a convolution, or
/// several side by side, which nothing else reads.</summary>
internal sealed class FoldedNorms
{
    private const double Epsilon = 1e-5;

    private readonly NetworkGraph _graph;
    private readonly Dictionary<int, (NormLayer Norm, int First)> _behind = []; // by convolution
    private readonly HashSet<NormLayer> _folded = [];
    private readonly List<int>[] _readers; // by map: the layers that read it; the caller of the network is -1
    private readonly IReadOnlyDictionary<string, float[]> _values;

    /// <summary>Looks through a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="written">Which of its layers are written.</param>
    /// <param name="values">Weights and running statistics by their names.</param>
    public FoldedNorms(NetworkGraph graph, bool[] written, IReadOnlyDictionary<string, float[]> values)
    {
        (_graph, _values) = (graph, values);
        _readers = [.. graph.Layers.Select(_ => new List<int>())];
        _readers[graph.Logits.Index].Add(-1);
        for (var i = 0; i < written.Length; i++)
        {
            if (!written[i]) continue;
            foreach (var source in graph.Layers[i].Sources) _readers[source.Index].Add(i);
        }

        for (var i = 0; i < written.Length; i++)
            if (written[i] && graph.Layers[i] is NormLayer { Running: not null } norm) Fold(norm);
    }

    /// <summary>Whether a norm is taken into what it reads.</summary>
    public bool Contains(NormLayer norm) => _folded.Contains(norm);

    /// <summary>Whether nothing but a ReLU reads a map, be it through a norm that was taken in or a path that may be dropped.</summary>
    public bool IsReadByReluAlone(int map) => _readers[map] is [>= 0 and var reader] && _graph.Layers[reader] switch
    {
        ActivationLayer { Function: Activation.Relu } => true,
        NormLayer norm => Contains(norm) && IsReadByReluAlone(reader),
        DropPathLayer or DisturbLayer or NoiseLayer => IsReadByReluAlone(reader),
        _ => false,
    };

    /// <summary>The scale and shift that a norm with running statistics applies to each channel. // [C] both</summary>
    public (double[] Scale, double[] Shift) AffineOf(NormLayer norm)
    {
        var (mean, variance) = (_values[norm.Running!.Value.Mean.Name], _values[norm.Running.Value.Variance.Name]);
        var (gain, bias) = norm.Affine is { } affine ? (_values[affine.Scale.Name], _values[affine.Shift.Name]) : (null, null);
        var scale = variance.Select((v, c) => (gain?[c] ?? 1) / Math.Sqrt(v + Epsilon)).ToArray();
        return (scale, [.. scale.Select((s, c) => (bias?[c] ?? 0) - mean[c] * s)]);
    }

    /// <summary>Weight and bias of a convolution with the norm behind it taken in; the bias is null where there is neither.</summary>
    public (float[] Weight, float[]? Bias) WeightsOf(int layer, ConvolutionLayer convolution)
    {
        var weight = _values[convolution.Weight.Name];
        var bias = convolution.Bias is { } own ? _values[own.Name] : null;
        if (!_behind.TryGetValue(layer, out var behind)) return (weight, bias);
        var (scale, shift) = AffineOf(behind.Norm);
        var kernel = weight.Length / convolution.Weight.Shape[0]; // numbers of an output channel
        return ([.. weight.Select((w, i) => (float)(w * scale[behind.First + i / kernel]))],
            [.. Enumerable.Range(0, weight.Length / kernel)
                .Select(c => (float)((bias?[c] ?? 0) * scale[behind.First + c] + shift[behind.First + c]))]);
    }

    private void Fold(NormLayer norm)
    {
        MapId[] parts = _graph[norm.Source] is ConcatenationLayer side && _readers[norm.Source.Index].Count == 1
            ? [.. side.Parts] : [norm.Source];
        if (parts.Any(part => _graph[part] is not ConvolutionLayer || _readers[part.Index].Count != 1)) return;
        var first = 0;
        foreach (var part in parts)
        {
            _behind[part.Index] = (norm, first);
            first += _graph.ChannelsOf(part);
        }

        _folded.Add(norm);
    }
}
