using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.TensorIndex;

namespace AerNas.Networks.Blocks;

/// <summary>
/// Halves height and width without a kernel: ReLU, two 1x1 convolutions of stride 2, the second shifted by one pixel, concatenated, batch
/// norm. Where height or width is odd a row or column of zeros is added first, as AutoDL does; the official DARTS code fails there.
/// </summary>
public sealed class FactorizedReduce : ActivatedBlock, ITraceable
{
    [ComponentName(Name = "even")]
    private readonly Convolution _even;
    [ComponentName(Name = "odd")]
    private readonly Convolution _odd;
    [ComponentName(Name = "batch_norm")]
    private readonly BatchNorm _batchNorm;

    /// <summary>Makes the block.</summary>
    public FactorizedReduce(int inputs, int outputs, BlockSettings settings, WeightSource weights)
        : base(nameof(FactorizedReduce))
    {
        _even = new Convolution(ConvolutionShape.Square(inputs, outputs / 2, kernel: 1, stride: 2), weights);
        _odd = new Convolution(ConvolutionShape.Square(inputs, outputs - outputs / 2, kernel: 1, stride: 2), weights);
        _batchNorm = settings.BatchNorm(outputs, weights);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor FromActivated(Tensor activated)
    {
        using var scope = NewDisposeScope();
        ArgumentNullException.ThrowIfNull(activated);
        long right = activated.shape[3] % 2, bottom = activated.shape[2] % 2;
        var whole = right + bottom > 0 ? nn.functional.pad(activated, [0, right, 0, bottom]) : activated; // [N, C_in, H, W], H and W even
        var shifted = whole.index(Colon, Colon, Slice(1), Slice(1)); // [N, C_in, H - 1, W - 1]
        var halves = cat([_even.call(whole), _odd.call(shifted)], dim: 1); // [N, C_out, H / 2, W / 2]
        return _batchNorm.call(halves).MoveToOuterDisposeScope();
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var (even, odd) = (_even.Dense(tracer), _odd.Dense(tracer));
        var shifted = odd with { Window = odd.Window with { Padding = (-1, -1) } };
        var halves = tracer.Add(new ConvolutionNode { Sources = sources, Rectify = true, Dense = [even, shifted] });
        return tracer.Trace(_batchNorm, [halves]);
    }
}
