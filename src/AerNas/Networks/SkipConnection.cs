using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>The skip connection of stride 1: its input.</summary>
public sealed class SkipConnection : Module<Tensor, Tensor>
{
    /// <summary>Makes the block.</summary>
    public SkipConnection()
        : base(nameof(SkipConnection))
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.alias(); // [N, C, H, W]
    }
}
