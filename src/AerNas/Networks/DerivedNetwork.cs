using AerNas.Genotypes;
using AerNas.Networks.Blocks;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The trainable form of a genotype: one operation an edge, batch norms learned, no alphas.</summary>
public abstract class DerivedNetwork : nn.Module
{
    /// <summary>Makes the base of a derived network.</summary>
    protected DerivedNetwork(Genotype genotype, Skeleton skeleton)
        : base(nameof(DerivedNetwork))
    {
        Genotype = genotype;
        Skeleton = skeleton;
    }

    /// <summary>The architecture.</summary>
    public Genotype Genotype { get; }

    /// <summary>What surrounds its cells.</summary>
    public Skeleton Skeleton { get; }

    /// <summary>How feature maps lie in memory.</summary>
    /// <value><see cref="MemoryLayout.Automatic"/>.</value>
    public MemoryLayout Layout { get; set; }

    /// <summary>Builds the network of a genotype; weights are drawn in the order of the network.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="skeleton">How its cells are stacked; of the genotype's family.</param>
    /// <param name="weights">Where the parameters come from.</param>
    /// <exception cref="ArgumentException">The skeleton stacks another family, or the images are too small for it.</exception>
    public static DerivedNetwork Create(Genotype genotype, Skeleton skeleton, WeightSource weights)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(skeleton);
        if (genotype.Family != skeleton.Family)
            throw new ArgumentException($"The skeleton {skeleton.Form} stacks {skeleton.Family} genotypes, not {genotype.Family}.", nameof(skeleton));
        return genotype.Family == GenotypeFamily.NasBench201
            ? new NasBench201Network(genotype, skeleton, weights)
            : new DartsNetwork(genotype, skeleton, weights);
    }

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="dropPath">Drops operations while training; null drops none.</param>
    /// <returns>Logits of both heads, owned by the caller's scope.</returns>
    public abstract NetworkOutput Forward(Tensor images, DropPath? dropPath = null);
}
