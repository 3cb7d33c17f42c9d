using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>Which layers of a network become parts of one node.</summary>
internal sealed class FusedLayers
{
    private readonly NetworkGraph _network;
    private readonly int[] _uses;
    private readonly bool[] _needed;
    private readonly HashSet<int> _parts = [];

    /// <param name="network">The network.</param>
    /// <param name="training">Whether it trains.</param>
    public FusedLayers(NetworkGraph network, bool training)
    {
        _network = network;
        _uses = new int[network.Layers.Length];
        var outputs = network.Outputs(training);
        _needed = network.Deciding(outputs.AsSpan());
        foreach (var output in outputs) _uses[output.Index]++;
        foreach (var source in network.Layers.Where((_, i) => _needed[i]).SelectMany(layer => layer.Sources)) _uses[source.Index]++;
        foreach (var layer in network.Layers)
        {
            if (layer is ConvolutionLayer pointwise && DepthwiseBefore(pointwise) is not null) _parts.Add(pointwise.Source.Index);
            if (layer is ConcatenationLayer concatenation && !ConvolutionsOf(concatenation).IsEmpty)
                _parts.UnionWith(concatenation.Parts.Select(part => part.Index));
        }
    }

    /// <summary>Whether a map is computed: an output needs it, and it is no part of what reads it.</summary>
    public bool IsComputed(MapId map) => _needed[map.Index] && !_parts.Contains(map.Index);

    /// <summary>Whether sums are all that reads the map of a layer.</summary>
    public bool IsReadBySumsOnly(GraphLayer layer)
    {
        var map = new MapId(_network.Layers.IndexOf(layer));
        return _network.Outputs(training: true).All(output => output != map)
            && _network.Layers.All(reader => reader is SumLayer || !reader.Sources.Contains(map));
    }

    /// <summary>The depthwise convolution that a pointwise one alone reads; null where it reads another thing.</summary>
    public ConvolutionLayer? DepthwiseBefore(ConvolutionLayer pointwise) =>
        pointwise.Groups == 1 && pointwise.Window == Window.Square(1) && _uses[pointwise.Source.Index] == 1
        && _network[pointwise.Source] is ConvolutionLayer { Bias: null, Groups: > 1, Parts.IsEmpty: true } depthwise
        && depthwise.Groups == _network.ChannelsOf(depthwise.Source) && depthwise.Groups == depthwise.Weight.Shape[0] ? depthwise : null;

    /// <summary>The convolutions of one map that are read side by side, and only there; empty where these are other things.</summary>
    public ImmutableArray<ConvolutionLayer> ConvolutionsOf(ConcatenationLayer layer)
    {
        var convolutions = layer.Parts.Select(part => _network[part]).OfType<ConvolutionLayer>().ToImmutableArray();
        var are = convolutions.Length == layer.Parts.Length
            && layer.Parts.All(part => _uses[part.Index] == 1)
            && convolutions.All(one => one is { Groups: 1, Bias: null } && Unmoved(one.Source) == Unmoved(convolutions[0].Source))
            && convolutions[0].Source == Unmoved(convolutions[0].Source);
        return are ? convolutions : [];
    }

    private MapId Unmoved(MapId map) => _network[map] is ShiftLayer shift ? shift.Source : map;
}
