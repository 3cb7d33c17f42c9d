using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>ReLU, 1xk, kx1, batch norm; the stride is split over the two (<c>conv_7x1_1x7</c>).</summary>
public sealed class FactorizedConvolution : ActivatedBlock, ITraceable
{
    [ComponentName(Name = "wide")]
    private readonly Convolution _wide;
    [ComponentName(Name = "high")]
    private readonly Convolution _high;
    [ComponentName(Name = "batch_norm")]
    private readonly BatchNorm _batchNorm;

    /// <summary>Makes the block; <paramref name="whole"/> is the square kernel that is factorized.</summary>
    public FactorizedConvolution(ConvolutionShape whole, BlockSettings settings, WeightSource weights)
        : base(nameof(FactorizedConvolution))
    {
        ArgumentNullException.ThrowIfNull(whole);
        _wide = new Convolution(whole with
        {
            Kernel = (1, whole.Kernel.Width),
            Stride = (1, whole.Stride.Width),
            Padding = (0, whole.Padding.Width),
        }, weights);
        _high = new Convolution(whole with
        {
            Kernel = (whole.Kernel.Height, 1),
            Stride = (whole.Stride.Height, 1),
            Padding = (whole.Padding.Height, 0),
        }, weights);
        _batchNorm = settings.BatchNorm(whole.Outputs, weights);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor FromActivated(Tensor activated)
    {
        using var wide = _wide.call(activated); // [N, C, H, W / stride]
        using var high = _high.call(wide); // [N, C, H / stride, W / stride]
        return _batchNorm.call(high);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var wide = tracer.Add(_wide.Node(tracer, sources) with { Rectify = true });
        var high = tracer.Trace(_high, [wide]);
        return tracer.Trace(_batchNorm, [high]);
    }
}
