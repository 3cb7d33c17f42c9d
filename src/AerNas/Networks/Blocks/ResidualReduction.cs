using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>
/// The reduction between the stages of NAS-Bench-201: two ReLU-Conv3x3-BN of which the first strides, plus a shortcut of a 2x2 average
/// and a 1x1 convolution without batch norm. Always affine and tracking, also in a supernet.
/// </summary>
public sealed class ResidualReduction : nn.Module<Tensor, Tensor>, ITraceable
{
    [ComponentName(Name = "first")]
    private readonly ReluConvBatchNorm _first;
    [ComponentName(Name = "second")]
    private readonly ReluConvBatchNorm _second;
    [ComponentName(Name = "shortcut")]
    private readonly Convolution _shortcut;

    /// <summary>Makes the block.</summary>
    public ResidualReduction(int inputs, int outputs, WeightSource weights)
        : base(nameof(ResidualReduction))
    {
        _first = new ReluConvBatchNorm(ConvolutionShape.Square(inputs, outputs, kernel: 3, stride: 2), BlockSettings.Derived, weights);
        _second = new ReluConvBatchNorm(ConvolutionShape.Square(outputs, outputs, kernel: 3), BlockSettings.Derived, weights);
        _shortcut = new Convolution(ConvolutionShape.Pointwise(inputs, outputs), weights);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var residual = _second.call(_first.call(x)); // [N, C_out, H / 2, W / 2]
        var shortcut = _shortcut.call(nn.functional.avg_pool2d(x, [2, 2], [2, 2], [0, 0])); // [N, C_out, H / 2, W / 2]
        return residual.Plus(shortcut).MoveToOuterDisposeScope();
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var residual = tracer.Trace(_second, [tracer.Trace(_first, sources)]);
        var pooled = tracer.Add(new PoolNode(sources.Single(), PoolKind.Average, new Window(2, 2) { Stride = (2, 2) }));
        var shortcut = tracer.Trace(_shortcut, [pooled]);
        return tracer.Add(new SumNode([new Term(residual), new Term(shortcut)]));
    }
}
