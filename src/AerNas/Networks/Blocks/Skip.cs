using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>The skip connection at stride 1.</summary>
public sealed class Skip() : nn.Module<Tensor, Tensor>(nameof(Skip))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.alias(); // [N, C, H, W]
    }
}
