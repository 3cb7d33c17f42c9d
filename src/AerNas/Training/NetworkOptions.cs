using AerNas.Data;

namespace AerNas.Training;

/// <summary>How the derived network is built around its genotype, and what only training adds to it.</summary>
public sealed record NetworkOptions
{
    /// <value>Which skeleton of the genotype's space stacks the cells, by name; null: the first.</value>
    public string? Form { get; init; }

    /// <value>Channels of the first cells.</value>
    public int Channels { get; init; } = 36;

    /// <value>Cells in all, where the skeleton has layers.</value>
    public int Layers { get; init; } = 20;

    /// <value>Cells in each stage, where the skeleton has stages.</value>
    public int Cells { get; init; } = 5;

    /// <value>The second classifier, where the skeleton may have one.</value>
    public AuxiliaryHead AuxiliaryHead { get; init; }

    /// <value>Weight of its loss.</value>
    public double AuxiliaryWeight { get; init; } = 0.4;

    /// <value>The drop path probability that the last epochs approach.</value>
    public double DropPath { get; init; }

    /// <value>Whether an affine batch norm follows every pooling, as in DARTS-AER; quark0/darts has none.</value>
    public bool BatchNormAfterPools { get; init; }

    /// <summary>The skeleton for a genotype on the images of a dataset.</summary>
    public Skeleton SkeletonFor(Genotype genotype, ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(dataset);
        return SkeletonOf(genotype.Space, dataset.Train.Classes, dataset.Train.Size) with { InputChannels = dataset.Train.Channels };
    }

    /// <summary>The skeleton for genotypes of a space on colour images.</summary>
    internal Skeleton SkeletonOf(SearchSpace space, int classes, int imageSize) => new()
    {
        Form = FormIn(space) ?? space.Skeletons[0],
        Channels = Channels,
        Layers = Layers,
        Cells = Cells,
        Classes = classes,
        ImageSize = imageSize,
        AuxiliaryHead = AuxiliaryHead,
        BatchNormAfterPools = BatchNormAfterPools,
    };

    /// <summary>The same for a space that comes with AerNas as a list of layers: of the width that its network has, for that of a recipe is
    /// for cells; without a second classifier where it may have none.</summary>
    internal NetworkOptions For(SearchSpace space)
    {
        if (!space.IsListed || FormIn(space) is not { Depth: null } form) return this;
        return this with
        {
            Channels = form.Definition.Evaluation.Channels,
            AuxiliaryHead = form.Definition.Auxiliary ? AuxiliaryHead : AuxiliaryHead.None,
        };
    }

    internal void Check(OptionRules rules, SearchSpace space)
    {
        var group = rules.In("network");
        group.NotNegative(AuxiliaryWeight, "auxiliaryWeight")
            .Require(DropPath is >= 0 and < 1, "dropPath", $"must be at least 0 and below 1, is {DropPath}.");
        if (FormIn(space) is not { } form)
        {
            group.Require(false, "form", $"{Form} does not stack genotypes of {space.Name}; leave it out, or set "
                + $"{string.Join(" or ", space.Skeletons)}.");
            return;
        }

        Skeleton.CheckSize(group, form, Channels, Layers, Cells);
        group.Require(AuxiliaryHead == AuxiliaryHead.None || form.Definition.Auxiliary, "auxiliaryHead",
            $"{form} networks have no auxiliary head; set None.");
    }

    private SkeletonForm? FormIn(SearchSpace space) =>
        Form is null
            ? space.Skeletons[0]
            : space.Skeletons.FirstOrDefault(form => form.Name.Equals(Form, StringComparison.OrdinalIgnoreCase));
}
