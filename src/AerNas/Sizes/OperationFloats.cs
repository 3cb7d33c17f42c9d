using System.Collections.Concurrent;
using AerNas.Costs;
using AerNas.Graphs;
using AerNas.Kernels.Engine;

namespace AerNas.Sizes;

/// <summary>What an operation on an edge holds, read off its graph. Torch keeps the result of each of its operators that a gradient is
/// computed from; the fused engine the results of convolutions and pools.</summary>
internal static class OperationFloats
{
    private const int Size = 8; // of the output that maps are counted on, in pixels
    private const int Granularity = 4; // channels that operations can be built for are multiples of it
    private const int Widest = 4096; // that is measured; beyond it weights grow with the square
    private const bool NormAfterPools = true; // as in the supernet that has the most maps
    private static readonly ConcurrentDictionary<Site, Measure> Measures = [];

    /// <summary>Counts an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="channels">What it reads and gives.</param>
    /// <param name="strided">Whether it halves height and width.</param>
    /// <param name="pixels">Of what it gives.</param>
    /// <param name="keeping">Which maps stay until the backward pass.</param>
    public static NetworkFloats Of(
        CandidateOperation operation, (double Read, double Own) channels, bool strided, double pixels, MapKeeping keeping)
    {
        var (own, unit) = (channels.Own, Math.Max(1, Math.Max(channels.Read, channels.Own) / Widest));
        var site = new Site(operation, strided, Rounded(channels.Read / unit), Rounded(own / unit));
        var measure = Measures.GetOrAdd(site, MeasureOf);
        var wider = own / site.Own;
        var passing = measure.OnFused > 0 ? 1 : 0;
        return new NetworkFloats(measure.Weights * wider * wider, measure.Maps(keeping) * own * pixels, passing * own * pixels);
    }

    private static int Rounded(double channels) => Granularity * (int)Math.Max(1, Math.Ceiling(channels / Granularity));

    /// <summary>Measures an operation at its widths: how its weights grow with them is its own affair.</summary>
    private static Measure MeasureOf(Site site)
    {
        if (site.Operation.Family == OperationFamily.None) return default;
        var graph = GraphOf(site);
        var shapes = graph.ShapesFor(Size * site.Stride);
        double unit = shapes[graph.Logits.Index].Length;
        return new Measure(
            graph.Layers.OfType<ConvolutionLayer>().Sum(layer => (double)layer.Weight.Length),
            Enumerable.Range(1, shapes.Length - 1).Sum(map => CopiesOnTorch(graph, new MapId(map)) * shapes[map].Length) / unit,
            Enumerable.Range(1, shapes.Length - 1).Sum(map => CopiesOnFused(graph, graph.Layers[map]) * shapes[map].Length) / unit,
            Enumerable.Range(1, shapes.Length - 1).Where(map => !IsRecomputed(graph, graph.Layers[map]))
                .Sum(map => CopiesOnFused(graph, graph.Layers[map]) * shapes[map].Length) / unit);
    }

    /// <summary>The operation alone; where it does not lead from one width to the other, which others will tell, at its own.</summary>
    private static NetworkGraph GraphOf(Site site)
    {
        try
        {
            return OperationGraph.Of(site.Operation, (site.Read, site.Own), site.Stride, NormAfterPools);
        }
        catch (ArgumentException) when (site.Read != site.Own)
        {
            return OperationGraph.Of(site.Operation, (site.Own, site.Own), site.Stride, NormAfterPools);
        }
    }

    /// <summary>How often torch keeps a map. The ReLU of what the operation reads is its node's.</summary>
    private static int CopiesOnTorch(NetworkGraph graph, MapId map)
    {
        var layer = graph[map];
        var isRead = map == graph.Logits
            || graph.Layers.Any(reader => reader is ConvolutionLayer or NormLayer or PoolLayer && reader.Sources.Contains(map));
        var isKept = layer is ActivationLayer ? graph[layer.Sources[0]] is not ImagesLayer : isRead && layer is not ShiftLayer;
        var places = layer is PoolLayer { Kind: PoolKind.Maximum } ? 2 : 0; // of the maxima, in twice the memory of values
        return (isKept ? 1 : 0) + places;
    }

    private static int CopiesOnFused(NetworkGraph graph, GraphLayer layer) => layer switch
    {
        PoolLayer => 1,
        ConvolutionLayer convolution => convolution.Groups == 1 || convolution.Groups != graph.ChannelsOf(convolution.Source) ? 1 : 0,
        _ => 0,
    };

    /// <summary>Whether a map is computed again where memory is low: a pool, or a separable convolution of few channels of what the
    /// operation reads.</summary>
    private static bool IsRecomputed(NetworkGraph graph, GraphLayer layer) => layer is PoolLayer
        || (layer is ConvolutionLayer { Groups: 1 } pointwise
            && graph[pointwise.Source] is ConvolutionLayer { Groups: > 1 } depthwise
            && Recomputation.IsCheap(depthwise.Window, depthwise.Groups)
            && (graph[depthwise.Source] is ImagesLayer || graph[graph[depthwise.Source].Sources[0]] is ImagesLayer));

    private readonly record struct Site(CandidateOperation Operation, bool Strided, int Read, int Own)
    {
        public int Stride => Strided ? 2 : 1;
    }

    private readonly record struct Measure(double Weights, double OnTorch, double OnFused, double OnFusedLow)
    {
        public double Maps(MapKeeping keeping) => keeping switch
        {
            MapKeeping.OnTorch => OnTorch,
            MapKeeping.OnFused => OnFused,
            _ => OnFusedLow,
        };
    }
}
