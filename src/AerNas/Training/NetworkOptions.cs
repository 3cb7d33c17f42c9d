using AerNas.Data;
using AerNas.Genotypes;
using AerNas.Options;

namespace AerNas.Training;

/// <summary>How the derived network is built around its genotype, and what only training adds to it.</summary>
public sealed record NetworkOptions
{
    /// <value>How cells are stacked; null takes NAS-Bench-201's for its genotypes, else CIFAR's.</value>
    public SkeletonForm? Form { get; init; }

    /// <value>Channels of the first cells.</value>
    public int Channels { get; init; } = 36;

    /// <value>Cells in all (DARTS genotypes); reductions stand at one and two thirds.</value>
    public int Layers { get; init; } = 20;

    /// <value>Cells in each of the three stages (NAS-Bench-201).</value>
    public int Cells { get; init; } = 5;

    /// <value>The second classifier (DARTS genotypes).</value>
    public AuxiliaryHead AuxiliaryHead { get; init; }

    /// <value>Weight of its loss.</value>
    public double AuxiliaryWeight { get; init; } = 0.4;

    /// <value>The drop path probability that the last epochs approach (DARTS genotypes).</value>
    public double DropPath { get; init; }

    /// <value>Whether an affine batch norm follows every pooling, as in DARTS-AER; quark0/darts has none.</value>
    public bool BatchNormAfterPools { get; init; }

    /// <summary>The skeleton for a genotype on the images of a dataset.</summary>
    public Skeleton SkeletonFor(Genotype genotype, ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(dataset);
        return SkeletonOf(genotype.Family, dataset.Train.Classes, dataset.Train.Size) with { InputChannels = dataset.Train.Channels };
    }

    /// <summary>The skeleton for genotypes of a family on colour images.</summary>
    internal Skeleton SkeletonOf(GenotypeFamily family, int classes, int imageSize) => new()
    {
        Form = Form ?? DefaultForm(family),
        Channels = Channels,
        Layers = Layers,
        Cells = Cells,
        Classes = classes,
        ImageSize = imageSize,
        AuxiliaryHead = AuxiliaryHead,
        BatchNormAfterPools = BatchNormAfterPools,
    };

    internal void Check(OptionRules rules, GenotypeFamily family)
    {
        rules.AtLeast(1, Channels, "network.channels", Skeleton.LargestWidth)
            .NotNegative(AuxiliaryWeight, "network.auxiliaryWeight")
            .Require(DropPath is >= 0 and < 1, "network.dropPath", $"must be at least 0 and below 1, is {DropPath}.");
        var form = Form ?? DefaultForm(family);
        if ((form == SkeletonForm.NasBench201) != (family == GenotypeFamily.NasBench201))
            rules.Require(false, "network.form", $"{form} does not stack {family} genotypes; leave it out, or set {DefaultForm(family)}.");
        else if (family == GenotypeFamily.Darts)
            rules.AtLeast(3, Layers, "network.layers", Skeleton.LargestDepth);
        else
            rules.AtLeast(1, Cells, "network.cells", Skeleton.LargestDepth)
                .Require(AuxiliaryHead == AuxiliaryHead.None, "network.auxiliaryHead", "NAS-Bench-201 networks have no auxiliary head; set None.")
                .Require(!(DropPath > 0), "network.dropPath", "NAS-Bench-201 networks have no drop path; set 0.");
    }

    private static SkeletonForm DefaultForm(GenotypeFamily family) =>
        family == GenotypeFamily.NasBench201 ? SkeletonForm.NasBench201 : SkeletonForm.Cifar;
}
