using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Makes the steps that compute an image of a size in evaluation mode.</summary>
internal sealed class InferenceBuilder
{
    private readonly KernelGraph _graph;
    private readonly MapReadings _readings;
    private readonly InferenceContext _context;
    private readonly Dictionary<MapReading, ImageMap> _maps = [];
    private readonly ImmutableArray<InferenceStep>.Builder _steps = ImmutableArray.CreateBuilder<InferenceStep>();

    private InferenceBuilder(KernelGraph graph, (int Height, int Width) size, InferenceContext context) =>
        (_graph, _readings, _context) = (graph, new MapReadings(graph, size), context);

    /// <summary>Makes the steps; maps have no places yet.</summary>
    /// <param name="graph">The network: batch norms keep running statistics, nothing is weighted or disturbed.</param>
    /// <param name="size">Height and width of the images.</param>
    /// <param name="context">What steps are built with.</param>
    /// <returns>The steps, and the scores of the classes.</returns>
    public static (ImmutableArray<InferenceStep> Steps, ImageMap Logits) Build(
        KernelGraph graph, (int Height, int Width) size, InferenceContext context)
    {
        var builder = new InferenceBuilder(graph, size, context);
        for (var i = 0; i < graph.Nodes.Count; i++) builder.Add(new KernelMap(i), graph.Nodes[i]);
        return (builder._steps.ToImmutable(), builder._maps[MapReadings.Plain(graph.Outputs[0])]);
    }

    private void Add(KernelMap map, GraphNode node)
    {
        if (_readings.IsAddedInPlace(map)) return;
        var output = Computed(map, isDirect: node is ConvolutionNode or SumNode, out var reading);
        switch (node)
        {
            case ImagesNode:
                _steps.Add(new ImagesStep(output));
                break;
            case ConvolutionNode convolution:
                Convolve(map, convolution, output, new SumEnd(Accumulate: false, reading.Rectified));
                break;
            case PoolNode pool:
                _steps.Add(new PoolStep(pool, Find(pool.Source, pool.Rectify, MapReadings.BorderOf(pool.Kind)), output));
                break;
            case GlobalAverageNode average:
                _steps.Add(new GlobalAverageStep([.. average.Sources.Select(source => Find(source, average.Rectify))], output));
                break;
            case ChannelsNode channels:
                _steps.Add(new ChannelsStep(channels, [.. channels.Sources.Select(source => Find(source))], output));
                break;
            case SumNode sum:
                AddUp(sum, output, reading.Rectified);
                break;
        }

        foreach (var other in _readings.Of(map).Where(other => other != reading))
        {
            var affine = new RunningAffine(other.Norm, bias: null, output, _context.Arena);
            _steps.Add(new CopyStep(output, affine, Create(other), other.Rectified));
        }
    }

    private void Convolve(KernelMap map, ConvolutionNode node, ImageMap output, SumEnd end)
    {
        ImmutableArray<ImageMap> inputs = [.. node.Sources.Select(source => Find(source, node.Rectify))];
        var affine = new RunningAffine(_readings.FoldedInto(map), node.Bias, output, _context.Arena);
        _steps.Add(node.Depthwise is null
            ? new DenseStep(node, inputs, output, affine, end)
            : new SeparableStep(node, inputs, output, affine, end));
    }

    /// <summary>A sum: maps that are there are added up, then convolutions that nothing else reads add themselves.</summary>
    private void AddUp(SumNode sum, ImageMap output, bool rectify)
    {
        var terms = sum.Terms.ToLookup(term => _readings.IsAddedInPlace(term.View.Map));
        var (convolutions, others) = (terms[true].ToArray(), terms[false].ToArray());
        if (others.Length > 0)
        {
            _steps.Add(new CombineStep([.. others.Select(term => (_maps[MapReadings.Plain(term.View.Map)], AffineOf(term.View)))], output));
            if (rectify && convolutions.Length == 0)
                _steps.Add(new CopyStep(output, new RunningAffine(null, null, output, _context.Arena), output, rectify));
        }

        for (var i = 0; i < convolutions.Length; i++)
        {
            var map = convolutions[i].View.Map;
            var end = new SumEnd(Accumulate: i > 0 || others.Length > 0, rectify && i == convolutions.Length - 1);
            Convolve(map, (ConvolutionNode)_graph.Nodes[map.Index], output, end);
        }
    }

    private RunningAffine AffineOf(View view)
    {
        var norm = _readings.FoldedInto(view.Map) is null ? view.Norm : null;
        return new RunningAffine(norm, bias: null, _maps[MapReadings.Plain(view.Map)], _context.Arena);
    }

    /// <summary>What a node writes: the one form in which its map is read where the node can give that, else the map as it is.</summary>
    private ImageMap Computed(KernelMap map, bool isDirect, out MapReading reading)
    {
        reading = isDirect && _readings.Of(map).ToArray() is [{ Norm: null, Border: 0 } only] ? only : MapReadings.Plain(map);
        return Create(reading);
    }

    private ImageMap Create(MapReading reading)
    {
        var size = _readings.SizeOf(reading.Map);
        IEnumerable<int> channels = _graph.Nodes[reading.Map.Index] is GlobalAverageNode average
            ? average.Sources.Select(source => _graph.ChannelsOf(source.Map)) : [_graph.ChannelsOf(reading.Map)];
        return _maps[reading] = new ImageMap(channels, size, _context.Kernels.Lanes, _readings.BorderOf(size, reading.Border));
    }

    private ImageMap Find(View view, bool rectified = false, float border = 0) => _maps[_readings.Of(view, rectified, border)];
}
