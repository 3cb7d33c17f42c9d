using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>The zero operation. A gradient of zero still flows to its input, as in the official codes.</summary>
public sealed class Zero : Module<Tensor, Tensor>
{
    private readonly int _stride;

    /// <summary>Makes the block.</summary>
    public Zero(int stride)
        : base(nameof(Zero))
    {
        _stride = stride;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var kept = _stride == 1 ? x : x.slice(2, 0, x.shape[2], _stride).slice(3, 0, x.shape[3], _stride);
        return kept * 0.0; // [N, C, H/s, W/s]
    }
}
