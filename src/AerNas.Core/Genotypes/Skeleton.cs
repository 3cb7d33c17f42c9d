namespace AerNas.Genotypes;

/// <summary>What turns a genotype into a network: how its cells are stacked, how wide and deep, and what surrounds them. The network
/// builder and the cost calculation read the same value, so what is counted is what is built.</summary>
public sealed record Skeleton
{
    /// <summary>The most channels of a first cell.</summary>
    public const int LargestWidth = 65_536;

    /// <summary>The most cells in all, or in a stage.</summary>
    public const int LargestDepth = 1_000;

    /// <summary>The most classes.</summary>
    public const int LargestClasses = 100_000;

    private const int LargestImage = 4_096; // pixels
    private const int AuxiliaryWindow = 5; // pixels

    /// <summary>How cells are stacked.</summary>
    public required SkeletonForm Form { get; init; }

    /// <summary>Channels of a node in the first cell; doubled by each reduction.</summary>
    public required int Channels { get; init; }

    /// <summary>Cells in all, where the form has layers; else unused. Default: 20, the depth of the DARTS evaluation on CIFAR.</summary>
    public int Layers { get; init; } = 20;

    /// <summary>Cells of a stage, where the form has stages; else unused. Default: 5, as in the benchmark.</summary>
    public int Cells { get; init; } = 5;

    /// <summary>Classes of the data.</summary>
    public required int Classes { get; init; }

    /// <summary>Image height and width, in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Image channels: 1 for grey, 3 for colour. Default: 3.</summary>
    public int InputChannels { get; init; } = 3;

    /// <summary>The second classifier used in training. Default: <see cref="AuxiliaryHead.None"/>.</summary>
    public AuxiliaryHead AuxiliaryHead { get; init; } = AuxiliaryHead.None;

    /// <summary>Whether an affine batch norm follows every pooling of a cell (DARTS-AER <c>AugmentCNN</c>); quark0 has none.</summary>
    /// <value>false.</value>
    public bool BatchNormAfterPools { get; init; }

    /// <summary>The evaluation network of DARTS on CIFAR-10: 20 cells, 36 channels.</summary>
    public static Skeleton Cifar { get; } = Of(SkeletonForm.Cifar);

    /// <summary>The evaluation network of DARTS on ImageNet: 14 cells, 48 channels.</summary>
    public static Skeleton ImageNet { get; } = Of(SkeletonForm.ImageNet);

    /// <summary>The network of NAS-Bench-201 on CIFAR-10: 3 stages of 5 cells, 16 channels.</summary>
    public static Skeleton NasBench201 { get; } = Of(SkeletonForm.NasBench201);

    /// <summary>The network that a form stacks by itself: of the sizes its definition gives for evaluation.</summary>
    public static Skeleton Of(SkeletonForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var size = form.Definition.Evaluation;
        return new Skeleton
        {
            Form = form,
            Channels = size.Channels,
            Layers = size.Layers,
            Cells = size.Cells,
            Classes = size.Classes,
            ImageSize = size.ImageSize,
        };
    }

    /// <summary>The evaluation network of a space: its first skeleton.</summary>
    public static Skeleton Of(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Of(space.Skeletons[0]);
    }

    /// <summary>The cells in order, neighbours that are alike together.</summary>
    public ImmutableArray<PlaceRun> Runs => Form.Runs(Layers, Cells);

    /// <summary>The cell whose output the auxiliary head reads, from 0.</summary>
    public int AuxiliaryLayer => 2 * Runs.Sum(run => run.Count) / 3;

    /// <summary>Whether a batch norm follows the last convolution of the auxiliary head.</summary>
    public bool AuxiliaryHasSecondBatchNorm =>
        AuxiliaryHead == AuxiliaryHead.WithSecondBatchNorm || (AuxiliaryHead == AuxiliaryHead.Official && Form.Definition.AuxiliaryNorm);

    /// <summary>Height and width of the map that the auxiliary head reads, in pixels.</summary>
    public int AuxiliarySize
    {
        get
        {
            var (size, place) = (ImageSize, AuxiliaryLayer);
            var read = Runs.First(run => (place -= run.Count) < 0);
            for (var i = 0; i < read.Halvings; i++) size = (size + 1) / 2;
            return size;
        }
    }

    /// <summary>Whether that map is larger than the pooling of the auxiliary head.</summary>
    public bool FitsAuxiliaryHead => AuxiliarySize > AuxiliaryWindow;

    /// <summary>By which factor the image is smaller on the last map.</summary>
    public int TotalStride => Form.Stride;

    /// <summary>Demands of a form that it has the depth, and makes all widths whole.</summary>
    internal static void CheckSize(OptionRules rules, SkeletonForm form, int channels, int layers, int cells)
    {
        rules.AtLeast(1, channels, "channels", LargestWidth);
        if (form.Widths.Where(width => width * channels % 1 != 0).Select(width => (double?)width).FirstOrDefault() is { } broken)
            rules.Require(false, "channels", $"{channels} does not go with the {form} network, which has {broken} times as many somewhere: "
                + "choose a number that makes that whole.");
        else if (channels is >= 1 and <= LargestWidth && form.ProblemAt(channels) is { } problem)
            rules.Require(false, "channels", $"{channels} does not go with the {form} network: {problem}.");
        if (form.Depth is { } name) rules.AtLeast(form.LeastDepth, form.Definition.Layers is null ? cells : layers, name, LargestDepth);
    }

    /// <summary>Checks that the network can be built.</summary>
    /// <exception cref="InvalidOptionsException">Carries everything that stands against it.</exception>
    public void Validate()
    {
        var rules = new OptionRules();
        CheckSize(rules, Form, Channels, Layers, Cells);
        rules.AtLeast(1, Classes, "classes", LargestClasses)
            .AtLeast(1, InputChannels, "inputChannels", LargestWidth)
            .Require(ImageSize <= LargestImage, "imageSize", $"must be at most {LargestImage}, is {ImageSize}.")
            .Require(ImageSize >= TotalStride && ImageSize % TotalStride == 0, "imageSize",
                $"must be a multiple of {TotalStride}, is {ImageSize}: the {Form} network halves its maps evenly.")
            .Require(AuxiliaryHead == AuxiliaryHead.None || Form.Definition.Auxiliary, "auxiliaryHead",
                $"{Form} networks have none; use none.")
            .ThrowIfBroken();
        rules.Require(AuxiliaryHead == AuxiliaryHead.None || FitsAuxiliaryHead, "auxiliaryHead",
                $"needs maps larger than its {AuxiliaryWindow} pixel pooling window; here they have {Counted.Of(AuxiliarySize, "pixel")}. "
                + "Use none, or larger images.")
            .ThrowIfBroken();
    }
}
