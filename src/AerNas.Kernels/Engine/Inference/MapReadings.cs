// Which forms of each map its readers want: as it is or rectified, before or behind a batch norm, with zeros or minus infinity around it.
// Maps of one size have borders of one width, so that they lie alike and a tap may point from one map into another.

using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A form in which a map is read.</summary>
/// <param name="Map">The map.</param>
/// <param name="Norm">The batch norm that is applied to what was computed; null: none that is not part of a convolution's weights.</param>
/// <param name="Rectified">Whether a ReLU comes last.</param>
/// <param name="Border">What stands around it.</param>
internal readonly record struct MapReading(KernelMap Map, Normalization? Norm, bool Rectified, float Border);

/// <summary>How the maps of a network are read in evaluation mode.</summary>
internal sealed class MapReadings
{
    private readonly KernelGraph _graph;
    private readonly (int Height, int Width)[] _sizes;
    private readonly List<(View View, bool Rectified, float Border, bool BySum)>[] _reads; // of each map
    private readonly Dictionary<(int, int), (int Before, int After)> _borders = [];

    /// <summary>Collects them.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="size">Height and width of the images.</param>
    public MapReadings(KernelGraph graph, (int Height, int Width) size)
    {
        _graph = graph;
        _sizes = new (int, int)[graph.Nodes.Count];
        _reads = [.. graph.Nodes.Select(_ => new List<(View, bool, float, bool)>())];
        for (var i = 0; i < _sizes.Length; i++) _sizes[i] = Collect(graph.Nodes[i], size);
        foreach (var output in graph.Outputs) Read(new View(output));
    }

    /// <summary>Height and width of a map.</summary>
    public (int Height, int Width) SizeOf(KernelMap map) => _sizes[map.Index];

    /// <summary>The border of maps of a size.</summary>
    public MapBorder BorderOf((int Height, int Width) size, float value)
    {
        var (before, after) = _borders.GetValueOrDefault(size);
        return new MapBorder(before, after, value);
    }

    /// <summary>The batch norm that all readers of a convolution read it through, which becomes part of its weights; null: none.</summary>
    public Normalization? FoldedInto(KernelMap map)
    {
        if (_graph.Nodes[map.Index] is not ConvolutionNode) return null;
        var norms = _reads[map.Index].Select(read => read.View.Norm).Distinct().ToArray();
        return norms.Length == 1 ? norms[0] : null;
    }

    /// <summary>Whether a map is the convolution that one term of one sum alone reads: it is added where the sum lies.</summary>
    public bool IsAddedInPlace(KernelMap map) => _graph.Nodes[map.Index] is ConvolutionNode && _reads[map.Index] is [{ BySum: true }];

    /// <summary>The forms in which a map is read.</summary>
    public IEnumerable<MapReading> Of(KernelMap map) =>
        _reads[map.Index].Select(read => read.BySum ? Plain(map) : Of(read.View, read.Rectified, read.Border)).Distinct();

    /// <summary>The form that a reader finds a view in.</summary>
    public MapReading Of(View view, bool rectified = false, float border = 0) =>
        new(view.Map, FoldedInto(view.Map) is null ? view.Norm : null, rectified, border);

    /// <summary>A map as it is computed.</summary>
    public static MapReading Plain(KernelMap map) => new(map, null, Rectified: false, Border: 0);

    private (int Height, int Width) Collect(GraphNode node, (int Height, int Width) size)
    {
        switch (node)
        {
            case ImagesNode:
                return size;
            case ConvolutionNode convolution:
                ImmutableArray<Window> windows = convolution.Depthwise is { } depthwise
                    ? [depthwise.Window] : [.. convolution.Dense.Select(dense => dense.Window)];
                foreach (var source in convolution.Sources) Read(source, convolution.Rectify);
                return Widen(convolution.Sources[0], windows);
            case PoolNode pool:
                Read(pool.Source, pool.Rectify, BorderOf(pool.Kind));
                return Widen(pool.Source, [pool.Window]);
            case GlobalAverageNode average:
                foreach (var source in average.Sources) Read(source, average.Rectify);
                return (1, 1);
            case ChannelsNode channels:
                foreach (var source in channels.Sources) Read(source);
                return SizeOf(channels.Sources[0].Map);
            case SumNode sum:
                foreach (var term in sum.Terms) Read(term.View, bySum: true);
                return SizeOf(sum.Terms[0].View.Map);
            default:
                throw new NotSupportedException($"There is no evaluation mode of {node.GetType().Name}.");
        }
    }

    /// <summary>What stands around a map that is pooled.</summary>
    public static float BorderOf(PoolKind kind) => kind == PoolKind.Maximum ? float.NegativeInfinity : 0;

    private void Read(View view, bool rectified = false, float border = 0, bool bySum = false) =>
        _reads[view.Map.Index].Add((view, rectified, border, bySum));

    private (int Height, int Width) Widen(View source, ImmutableArray<Window> windows)
    {
        var input = SizeOf(source.Map);
        var output = windows[0].OutputSize(input.Height, input.Width);
        foreach (var window in windows)
        {
            var geometry = new WindowGeometry(window, input, output);
            var (before, after) = _borders.GetValueOrDefault(input);
            _borders[input] = (Math.Max(before, geometry.Before), Math.Max(after, geometry.After));
        }

        return output;
    }
}
