using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>
/// A block that begins with a ReLU. Where several of them read the same node, the ReLU is computed once and they take it from there: the
/// supernet of DARTS keeps a sixth fewer feature maps for its backward pass.
/// </summary>
public abstract class ActivatedBlock : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes the base of a block.</summary>
    protected ActivatedBlock(string name)
        : base(name)
    {
    }

    /// <summary>The block after its ReLU.</summary>
    /// <param name="activated">The ReLU of what the block reads. // [N, C_in, H, W]</param>
    /// <returns>Owned by the caller's scope. // [N, C_out, H / stride, W / stride]</returns>
    public abstract Tensor FromActivated(Tensor activated);

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor x)
    {
        using var activated = nn.functional.relu(x);
        return FromActivated(activated);
    }
}
