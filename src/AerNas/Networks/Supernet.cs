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

    /// <summary>Builds the supernet of a space.</summary>
    /// <param name="space">The space; its name tells which supernet.</param>
    /// <param name="options">How wide and deep.</param>
    /// <param name="generator">The stream the weights are drawn from (on the CPU); stays its owner's.</param>
    /// <exception cref="ArgumentException">No supernet is known for the space.</exception>
    public static Supernet Create(SearchSpace space, SupernetOptions options, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.Name == SearchSpace.Darts.Name) return new DartsSupernet(space, options, generator);
        if (space.Name == SearchSpace.NasBench201.Name) return new NasBench201Supernet(space, options, generator);
        throw new ArgumentException(
            $"There is no supernet for the space '{space.Name}'; there are {string.Join(", ", SearchSpace.All.Select(s => s.Name))}.", nameof(space));
    }

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="mixture">What the mixed operations multiply by.</param>
    /// <returns>Logits, owned by the caller's scope. // [N, K]</returns>
    public abstract Tensor Forward(Tensor images, Mixture mixture);
}
