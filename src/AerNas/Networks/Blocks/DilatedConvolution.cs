using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>ReLU, depthwise, pointwise, batch norm.</summary>
public sealed class DilatedConvolution : ActivatedBlock, ITraceable
{
    [ComponentName(Name = "depthwise")]
    private readonly Convolution _depthwise;
    [ComponentName(Name = "pointwise")]
    private readonly Convolution _pointwise;
    [ComponentName(Name = "batch_norm")]
    private readonly BatchNorm _batchNorm;

    /// <summary>Makes the block.</summary>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="depthwise">The convolution within channels.</param>
    /// <param name="settings">How its batch norm is made.</param>
    /// <param name="weights">Where its parameters come from.</param>
    public DilatedConvolution(int channels, ConvolutionShape depthwise, BlockSettings settings, WeightSource weights)
        : base(nameof(DilatedConvolution))
    {
        _depthwise = new Convolution(depthwise, weights);
        _pointwise = new Convolution(ConvolutionShape.Pointwise(channels, channels), weights);
        _batchNorm = settings.BatchNorm(channels, weights);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor FromActivated(Tensor activated)
    {
        using var within = _depthwise.call(activated); // [N, C, H / stride, W / stride]
        using var across = _pointwise.call(within); // [N, C, H / stride, W / stride]
        return _batchNorm.call(across);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var across = tracer.Add(_pointwise.Node(tracer, sources) with { Rectify = true, Depthwise = _depthwise.Depthwise(tracer) });
        return tracer.Trace(_batchNorm, [across]);
    }
}
