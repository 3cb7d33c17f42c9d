using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The weight-sharing network: every operation on every edge. Its parameters are the network weights w, never alphas.</summary>
public abstract class Supernet : nn.Module
{
    /// <summary>Makes the base of a supernet.</summary>
    protected Supernet(SearchSpace space)
        : base(nameof(Supernet))
    {
        Space = space;
    }

    /// <summary>The space it holds.</summary>
    public SearchSpace Space { get; }

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="mixture">What the mixed operations multiply by.</param>
    /// <returns>Logits, owned by the caller's scope. // [N, K]</returns>
    public abstract Tensor Forward(Tensor images, Mixture mixture);
}
