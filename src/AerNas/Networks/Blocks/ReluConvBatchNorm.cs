using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>ReLU, convolution, batch norm: the preprocessing of DARTS cells and the dense convolution of NAS-Bench-201.</summary>
public sealed class ReluConvBatchNorm : ActivatedBlock, ITraceable
{
    [ComponentName(Name = "convolution")]
    private readonly Convolution _convolution;
    [ComponentName(Name = "batch_norm")]
    private readonly BatchNorm _batchNorm;

    /// <summary>Makes the block.</summary>
    public ReluConvBatchNorm(ConvolutionShape shape, BlockSettings settings, WeightSource weights)
        : base(nameof(ReluConvBatchNorm))
    {
        ArgumentNullException.ThrowIfNull(shape);
        _convolution = new Convolution(shape, weights);
        _batchNorm = settings.BatchNorm(shape.Outputs, weights);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor FromActivated(Tensor activated)
    {
        using var convolved = _convolution.call(activated); // [N, C_out, H / stride, W / stride]
        return _batchNorm.call(convolved);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var convolved = tracer.Add(_convolution.Node(tracer, sources) with { Rectify = true });
        return tracer.Trace(_batchNorm, [convolved]);
    }
}
