using AerNas.Spaces;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>3x3 max or average pooling, followed by a batch norm where the family has one. The average does not count the padding.</summary>
public sealed class Pooling : Module<Tensor, Tensor>
{
    private const int Kernel = 3;

    private readonly OperationFamily _family;
    private readonly int _stride;
    private readonly BatchNorm2d? _norm;

    /// <summary>Makes the block.</summary>
    /// <param name="family">Max or average.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="settings">Whether and how its batch norm is made.</param>
    public Pooling(OperationFamily family, int channels, int stride, BlockSettings settings)
        : base(nameof(Pooling))
    {
        ArgumentNullException.ThrowIfNull(settings);
        _family = family;
        _stride = stride;
        _norm = settings.BatchNormAfterPools ? Layers.BatchNorm(channels, settings) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var pooled = _family == OperationFamily.MaxPool
            ? functional.max_pool2d(x, [Kernel, Kernel], [_stride, _stride], [1, 1])
            : functional.avg_pool2d(x, [Kernel, Kernel], [_stride, _stride], [1, 1], count_include_pad: false); // [N, C, H/s, W/s]
        return _norm is null ? pooled : _norm.forward(pooled);
    }
}
