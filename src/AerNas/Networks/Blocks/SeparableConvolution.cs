using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>ReLU, depthwise, pointwise, batch norm: twice, the stride in the first.</summary>
public sealed class SeparableConvolution : ActivatedBlock, ITraceable
{
    [ComponentName(Name = "first")]
    private readonly DilatedConvolution _first;
    [ComponentName(Name = "second")]
    private readonly DilatedConvolution _second;

    /// <summary>Makes the block.</summary>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="depthwise">The first convolution within channels; the second has stride 1.</param>
    /// <param name="settings">How its batch norms are made.</param>
    /// <param name="weights">Where its parameters come from.</param>
    public SeparableConvolution(int channels, ConvolutionShape depthwise, BlockSettings settings, WeightSource weights)
        : base(nameof(SeparableConvolution))
    {
        ArgumentNullException.ThrowIfNull(depthwise);
        _first = new DilatedConvolution(channels, depthwise, settings, weights);
        _second = new DilatedConvolution(channels, depthwise with { Stride = (1, 1) }, settings, weights);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor FromActivated(Tensor activated)
    {
        using var half = _first.FromActivated(activated); // [N, C, H / stride, W / stride]
        return _second.call(half);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var half = tracer.Trace(_first, sources);
        return tracer.Trace(_second, [half]);
    }
}
