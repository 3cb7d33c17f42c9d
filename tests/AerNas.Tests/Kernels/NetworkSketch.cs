using System.Collections.Immutable;
using AerNas.Graphs;
using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>Builds a graph by hand and keeps count of its parameters.</summary>
internal sealed class NetworkSketch
{
    private readonly List<Slice> _weights = [];
    private readonly Dictionary<Slice, int> _terms = []; // of each kernel, those that one output is the sum of
    private readonly List<Slice> _variances = [];
    private readonly List<Slice> _scales = []; // of norms
    private int _statistics;

    public KernelGraph Graph { get; } = new();

    /// <summary>Entries of the mixture.</summary>
    public int Entries { get; private set; }

    /// <summary>Every parameter.</summary>
    public IReadOnlyList<Slice> Parameters => _weights;

    private int Weights => _weights.Count == 0 ? 0 : _weights[^1].Offset + _weights[^1].Length;

    public Slice Weight(int length)
    {
        _weights.Add(new Slice(Weights, length));
        return _weights[^1];
    }

    /// <summary>A kernel; its random weights give an output as large as its inputs.</summary>
    /// <param name="outputs">Output channels.</param>
    /// <param name="terms">Weights of each.</param>
    public Slice Kernel(int outputs, int terms)
    {
        var slice = Weight(outputs * terms);
        _terms[slice] = terms;
        return slice;
    }

    public Normalization Norm(int channels, bool learned = false, bool running = true) => new()
    {
        Scale = learned ? Scale(channels) : null,
        Shift = learned ? Weight(channels) : null,
        RunningMean = running ? Statistic(channels) : null,
        RunningVariance = running ? Variance(channels) : null,
    };

    /// <summary>A convolution over all channels.</summary>
    public KernelMap Dense(View source, (int Inputs, int Outputs) channels, Window window, bool rectify = true) =>
        Graph.Add(new ConvolutionNode
        {
            Sources = [source],
            Rectify = rectify,
            Dense = [new DenseWeights(Kernel(channels.Outputs, channels.Inputs * window.Height * window.Width), channels.Outputs, window)],
        });

    /// <summary>A convolution within channels and a pointwise one.</summary>
    public KernelMap Separable(View source, (int Inputs, int Outputs) channels, Window window) => Graph.Add(new ConvolutionNode
    {
        Sources = [source],
        Rectify = true,
        Depthwise = new DepthwiseWeights(Kernel(channels.Inputs, window.Height * window.Width), window),
        Dense = [new DenseWeights(Kernel(channels.Outputs, channels.Inputs), channels.Outputs, new Window(1, 1))],
    });

    /// <summary>Two pointwise convolutions of stride 2, the second a pixel further; each gives half of the channels.</summary>
    public KernelMap FactorizedReduce(ImmutableArray<View> sources, int inputs, int outputs)
    {
        var window = new Window(1, 1) { Stride = (2, 2) };
        return Graph.Add(new ConvolutionNode
        {
            Sources = sources,
            Rectify = true,
            Dense =
            [
                new DenseWeights(Kernel(outputs / 2, inputs), outputs / 2, window),
                new DenseWeights(Kernel(outputs - outputs / 2, inputs), outputs - outputs / 2, window with { Padding = (-1, -1) }),
            ],
        });
    }

    public KernelMap Pool(View source, PoolKind kind, int stride = 1) =>
        Graph.Add(new PoolNode(source, kind, new Window(3, 3) { Stride = (stride, stride), Padding = (1, 1) }));

    /// <summary>A sum in which each view has an entry of the mixture.</summary>
    public KernelMap Mix(params View[] views) => Graph.Add(new SumNode([.. views.Select(view => new Term(view, Entries++))]));

    /// <summary>The mean over all pixels and a classifier with a bias.</summary>
    public void Classify(ImmutableArray<View> sources, int inputs, int classes, bool rectify = true)
    {
        var average = Graph.Add(new GlobalAverageNode(sources, rectify));
        Graph.Add(new ConvolutionNode
        {
            Sources = [new View(average)],
            Dense = [new DenseWeights(Kernel(classes, inputs), classes, new Window(1, 1))],
            Bias = Weight(classes),
        });
    }

    /// <summary>Random data for the graph.</summary>
    public SupernetData Data(BatchShape shape, int classes, int seed = 1)
    {
        var random = new Random(seed);
        var (statistics, weights) = (Values(_statistics), Values(Weights));
        foreach (var variance in _variances) AroundOne(statistics.AsSpan(variance.Offset, variance.Length));
        foreach (var scale in _scales) AroundOne(weights.AsSpan(scale.Offset, scale.Length));
        foreach (var (kernel, terms) in _terms)
        {
            for (var i = 0; i < kernel.Length; i++) weights[kernel.Offset + i] *= MathF.Sqrt(3f / terms);
        }

        return new SupernetData
        {
            Shape = shape,
            Images = Values(shape.Images * shape.Channels * shape.Height * shape.Width),
            Weights = weights,
            Statistics = statistics,
            Mixture = Values(Entries),
            LogitGradient = Values(shape.Images * classes),
        };

        void AroundOne(Span<float> values)
        {
            foreach (ref var value in values) value = 0.5f + random.NextSingle();
        }

        float[] Values(int length) => [.. Enumerable.Range(0, length).Select(_ => 2 * random.NextSingle() - 1)];
    }

    /// <summary>Scales stay away from 0: a map of a small deviation and a large mean is all rounding after the next norm.</summary>
    private Slice Scale(int channels)
    {
        _scales.Add(Weight(channels));
        return _scales[^1];
    }

    private Slice Statistic(int channels) => new((_statistics += channels) - channels, channels);

    private Slice Variance(int channels)
    {
        _variances.Add(Statistic(channels));
        return _variances[^1];
    }
}
