using AerNas.Graphs;

namespace AerNas.Tests.Networks;

/// <summary>
/// A drawn network: blocks of every sort over each other's maps, at full and at half size, sums with and without entries of a mixture,
/// channels that are picked and shuffled, paths that may be dropped, and sometimes a second classifier.
/// </summary>
internal sealed class RandomGraph
{
    /// <summary>How many entries of a mixture its sums may name.</summary>
    internal const int Entries = 30;

    private const int Blocks = 10;

    private readonly Random _random;
    private readonly GraphBuilder _graph = new();
    private readonly List<(MapId Map, int Size)> _maps = [];
    private readonly int _channels;
    private readonly bool _evaluates;
    private int _entry;

    private RandomGraph(int seed, bool evaluates)
    {
        _evaluates = evaluates;
        _random = new Random(seed);
        _channels = 2 * _random.Next(2, 6);
    }

    /// <summary>Draws a network.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="imageChannels">Of its images.</param>
    /// <param name="classes">Of its classifiers.</param>
    /// <param name="evaluates">Whether all its batch norms keep running statistics, and no sum has an entry of a mixture.</param>
    internal static NetworkGraph Draw(int seed, int imageChannels, int classes, bool evaluates = false)
    {
        var drawn = new RandomGraph(seed, evaluates);
        drawn._maps.Add(
            (drawn._graph.In("stem").ConvNorm(drawn._graph.Images(imageChannels), drawn._channels, Window.Square(3), NormStyle.Full), 1));
        for (var i = 0; i < Blocks; i++) drawn.AddBlock(drawn._graph.In($"block{i}"));
        return drawn.Classified(classes);
    }

    private void AddBlock(GraphBuilder graph)
    {
        var (x, size) = _maps[_random.Next(_maps.Count)];
        var style = new BlockStyle(new NormStyle(Flip(), Flip() || _evaluates));
        var kernel = 2 * _random.Next(0, 3) + 1;
        var stride = size == 1 && _random.Next(4) == 0 ? 2 : 1;
        MapId map = _random.Next(10) switch
        {
            0 => graph.ReluConvNorm(x, _channels, Window.Square(kernel, stride), style with { ConvolutionBias = Flip() }),
            1 => graph.SeparableConvolution(x, _channels, Window.Square(kernel, stride), style.Norm),
            2 => graph.ReluDepthwisePointwiseNorm(x, _channels, Window.Square(3, stride, dilation: 2), style.Norm),
            3 => graph.Norm(graph.Pool(x, Flip() ? PoolKind.Maximum : PoolKind.Average, Window.Square(3, stride)), style.Norm),
            4 => graph.FactorizedConvolution(x, _channels, Window.Square(kernel, stride), style.Norm),
            5 when stride == 2 => graph.FactorizedReduce(x, _channels, style.Norm),
            6 => graph.ReluConvNorm(graph.Concatenate([x, Other(size)]), _channels, Window.Square(kernel, stride), style),
            7 => Sum(graph, x, size, ref stride),
            8 => Picked(graph, x, size, ref stride),
            _ => Sum(graph, x, size, ref stride),
        };
        _maps.Add((map, size * stride));
    }

    /// <summary>A node: two or three terms of one size, some of them with an entry; one may be a path that is dropped.</summary>
    private MapId Sum(GraphBuilder graph, MapId x, int size, ref int stride)
    {
        stride = 1;
        var dropped = graph.DropPath(graph.In("dropped").ReluConvNorm(x, _channels, Window.Square(1), BlockStyle.Derived));
        SumTerm[] terms = [new(x, Entry()), new(Other(size), Entry()), new(dropped, Entry())];
        _random.Shuffle(terms);
        return graph.Sum([.. terms]);
    }

    /// <summary>Halves of two maps, side by side and shuffled.</summary>
    private MapId Picked(GraphBuilder graph, MapId x, int size, ref int stride)
    {
        stride = 1;
        var half = _channels / 2;
        return graph.Shuffle(graph.Concatenate([graph.Slice(x, half, half), graph.Slice(Other(size), 0, half)]), 2);
    }

    private NetworkGraph Classified(int classes)
    {
        var last = _maps[^1].Size;
        var whole = _graph.Concatenate([.. _maps.Where(map => map.Size == last).Select(map => map.Map).Distinct()]);
        var logits = _graph.In("classifier").Linear(_graph.GlobalAverage(Flip() ? _graph.Relu(whole) : whole), classes);
        if (Flip()) return _graph.Build(logits);
        var pooled = _graph.Pool(_graph.Relu(whole), PoolKind.Average, new Window(2, 2) { Stride = (2, 2) });
        var features = _graph.In("features").ConvNorm(pooled, _channels, Window.Square(1), NormStyle.Full);
        return _graph.Build(logits, _graph.In("auxiliary").Linear(_graph.GlobalAverage(_graph.Relu(features)), classes));
    }

    private MapId Other(int size)
    {
        var same = _maps.Where(map => map.Size == size).ToArray();
        return same[_random.Next(same.Length)].Map;
    }

    private int? Entry() => Flip() && !_evaluates ? _entry++ % Entries : null;

    private bool Flip() => _random.Next(2) == 0;
}
