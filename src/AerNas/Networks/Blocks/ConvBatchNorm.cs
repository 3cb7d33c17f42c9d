using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>Convolution and batch norm without ReLU: the stem of every network. Affine and tracking, also in a supernet.</summary>
public sealed class ConvBatchNorm : nn.Module<Tensor, Tensor>, ITraceable
{
    [ComponentName(Name = "convolution")]
    private readonly Convolution _convolution;
    [ComponentName(Name = "batch_norm")]
    private readonly BatchNorm _batchNorm;

    /// <summary>Makes the block.</summary>
    public ConvBatchNorm(ConvolutionShape shape, WeightSource weights)
        : base(nameof(ConvBatchNorm))
    {
        ArgumentNullException.ThrowIfNull(shape);
        _convolution = new Convolution(shape, weights);
        _batchNorm = new BatchNorm(shape.Outputs, weights);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        using var convolved = _convolution.call(x); // [N, C_out, H / stride, W / stride]
        return _batchNorm.call(convolved);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var convolved = tracer.Trace(_convolution, sources);
        return tracer.Trace(_batchNorm, [convolved]);
    }
}
