using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using AerNas.Spaces;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>3x3 pooling with padding 1, which averages leave out of the count; a batch norm may follow.</summary>
public sealed class Pooling : nn.Module<Tensor, Tensor>, ITraceable
{
    private const int Kernel = 3;

    private readonly OperationFamily _family;
    private readonly int _stride;
    [ComponentName(Name = "batch_norm")]
    private readonly BatchNorm? _batchNorm;

    /// <summary>Makes the block.</summary>
    /// <param name="family">Maximum or average.</param>
    /// <param name="stride">Step between outputs, in pixels.</param>
    /// <param name="batchNorm">What follows; nothing where null.</param>
    public Pooling(OperationFamily family, int stride, BatchNorm? batchNorm)
        : base(nameof(Pooling))
    {
        _family = family;
        _stride = stride;
        _batchNorm = batchNorm;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var pooled = _family == OperationFamily.MaxPool
            ? nn.functional.max_pool2d(x, [Kernel, Kernel], [_stride, _stride], [1, 1])
            : nn.functional.avg_pool2d(x, [Kernel, Kernel], [_stride, _stride], [1, 1], count_include_pad: false);
        if (_batchNorm is null) return pooled; // [N, C, H / stride, W / stride]
        using var taken = pooled;
        return _batchNorm.call(taken);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources)
    {
        var kind = _family == OperationFamily.MaxPool ? PoolKind.Maximum : PoolKind.Average;
        var window = new Window(Kernel, Kernel) { Stride = (_stride, _stride), Padding = (1, 1) };
        var pooled = tracer.Add(new PoolNode(sources.Single(), kind, window));
        return _batchNorm is null ? pooled : tracer.Trace(_batchNorm, [pooled]);
    }
}
