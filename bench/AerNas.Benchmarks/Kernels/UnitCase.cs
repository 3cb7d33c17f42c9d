using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;
using AerNas.Kernels.Simd;
using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A unit of one size with images and weights, ready to run in every form.</summary>
internal sealed class UnitCase : IDisposable
{
    private readonly BatchShape _shape;
    private readonly float[] _images; // [N, C, H, W]
    private readonly float[] _weights;
    private readonly float[] _means; // [N, C]
    private readonly Tensor _channelsLast; // [N, C, H, W], strides of [N, H, W, C]
    private readonly Tensor[] _kernels; // in the order they are applied: [C, 1, kH, kW] or [C, C, kH, kW]
    private readonly SupernetExecutor _scalar;
    private readonly SupernetExecutor _fused;

    public UnitCase(MapSize size, Func<KernelMap, int, ConvolutionNode> convolution)
    {
        _shape = size switch
        {
            MapSize.Small => new BatchShape(4, 16, 8, 8),
            MapSize.Medium => new BatchShape(16, 16, 32, 32),
            _ => new BatchShape(16, 64, 32, 32),
        };
        var graph = new KernelGraph();
        var node = convolution(graph.Add(new ImagesNode(_shape.Channels)), _shape.Channels);
        graph.Add(new GlobalAverageNode([new View(graph.Add(node))]));
        _fused = new SupernetExecutor(graph, threads: 1);
        _scalar = new SupernetExecutor(graph, threads: 1, new VectorKernels<float, LanesScalar>());

        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(0, "kernels");
        var images = randn([_shape.Images, _shape.Channels, _shape.Height, _shape.Width], generator: stream); // [N, C, H, W]
        _channelsLast = images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).DetachFromDisposeScope();
        _kernels = [.. Shapes(node).Select(shape =>
            randn(shape, generator: stream).Over(Math.Sqrt(shape[1] * shape[2] * shape[3])).DetachFromDisposeScope())];
        _images = images.data<float>().ToArray();
        _weights = [.. _kernels.SelectMany(kernel => kernel.data<float>().ToArray())];
        _means = new float[_shape.Images * _shape.Channels];
    }

    /// <summary>In the widest vectors. // [N, C]</summary>
    public float[] Fused() => Run(_fused);

    /// <summary>One float at a time. // [N, C]</summary>
    public float[] Scalar() => Run(_scalar);

    /// <summary>In libtorch, channels last. // [N, C]</summary>
    public float[] Torch()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var x = nn.functional.relu(_channelsLast); // [N, C, H, W]
        foreach (var kernel in _kernels)
            x = nn.functional.conv2d(x, kernel, padding: [kernel.shape[2] / 2, kernel.shape[3] / 2],
                groups: _shape.Channels / kernel.shape[1]);
        return x.mean([2, 3]).data<float>().ToArray();
    }

    public void Dispose()
    {
        _scalar.Dispose();
        _fused.Dispose();
        _channelsLast.Dispose();
        foreach (var kernel in _kernels) kernel.Dispose();
    }

    private IEnumerable<long[]> Shapes(ConvolutionNode node)
    {
        if (node.Depthwise is { } within) yield return [_shape.Channels, 1, within.Window.Height, within.Window.Width];
        foreach (var dense in node.Dense) yield return [dense.Outputs, _shape.Channels, dense.Window.Height, dense.Window.Width];
    }

    private float[] Run(SupernetExecutor executor)
    {
        executor.Forward(new SupernetBatch { Images = _images, Shape = _shape, Weights = _weights, Training = true }, _means);
        return _means;
    }
}
