using System.Collections.Concurrent;
using AerNas.Costs;
using AerNas.Graphs;

namespace AerNas.Sizes;

/// <summary>What an operation on an edge holds, read off its graph. Torch keeps the result of each of its operators that a gradient is
/// computed from; the fused engine the results of convolutions and pools.</summary>
internal static class OperationFloats
{
    private const int Size = 8; // of the output that maps are counted on, in pixels
    private const bool NormAfterPools = true; // as in the supernet that has the most maps
    private static readonly ConcurrentDictionary<(CandidateOperation, bool), Measure> Measures = [];

    public static NetworkFloats Of(CandidateOperation operation, double channels, bool strided, double pixels, bool fused)
    {
        var measure = Measures.GetOrAdd((operation, strided), static key => MeasureOf(key.Item1, key.Item2 ? 2 : 1));
        var maps = fused ? measure.OnFused : measure.OnTorch;
        var weights = channels * (measure.WeightsOfChannel + channels * measure.WeightsOfPair);
        return new NetworkFloats(weights, maps * channels * pixels, (maps > 0 ? 1 : 0) * channels * pixels);
    }

    /// <summary>Measures an operation at two widths: its weights grow with the channels and with their square.</summary>
    private static Measure MeasureOf(CandidateOperation operation, int stride)
    {
        if (operation.Family == OperationFamily.None) return default;
        var (graph, wider) =
            (OperationGraph.Of(operation, 4, stride, NormAfterPools), OperationGraph.Of(operation, 8, stride, NormAfterPools));
        double weights = Weights(graph), doubled = Weights(wider);
        var ofPair = (doubled - 2 * weights) / 32;
        var shapes = graph.ShapesFor(Size * stride);
        double unit = shapes[graph.Logits.Index].Length;
        return new Measure(
            weights / 4 - 4 * ofPair, ofPair,
            Enumerable.Range(1, shapes.Length - 1).Sum(map => CopiesOnTorch(graph, new MapId(map)) * shapes[map].Length) / unit,
            Enumerable.Range(1, shapes.Length - 1).Sum(map => CopiesOnFused(graph, graph.Layers[map]) * shapes[map].Length) / unit);
    }

    private static double Weights(NetworkGraph graph) => graph.Layers.OfType<ConvolutionLayer>().Sum(layer => layer.Weight.Length);

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

    private readonly record struct Measure(double WeightsOfChannel, double WeightsOfPair, double OnTorch, double OnFused);
}
