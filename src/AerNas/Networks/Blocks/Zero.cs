using static TorchSharp.torch;
using static TorchSharp.torch.TensorIndex;

namespace AerNas.Networks.Blocks;

/// <summary>The zero operation: the input, strided, times 0, so that a gradient of zero still flows.</summary>
public sealed class Zero(int stride) : nn.Module<Tensor, Tensor>(nameof(Zero))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (stride == 1) return x.Times(0); // [N, C, H, W]
        using var strided = x.index(Colon, Colon, Slice(step: stride), Slice(step: stride)); // [N, C, H / stride, W / stride]
        return strided.Times(0);
    }
}
