namespace AerNas.Data.Batches;

/// <summary>
/// What is done to training images before they are shown: padded, cropped at random, flipped at random, normalized, and a square cut out
/// (official-semantics 48-50). The padding is black; cut-out pixels are zero after normalization, which is the dataset's mean.
/// </summary>
internal sealed record Augmentation
{
    /// <summary>Nothing is changed: for validation and test.</summary>
    public static Augmentation None { get; } = new() { CropPadding = 0, Flip = false };

    /// <summary>As the DARTS family does in search.</summary>
    public static Augmentation Darts { get; } = new();

    /// <summary>As AutoDL-Projects does.</summary>
    public static Augmentation NasBench201 { get; } = new() { Order = AugmentationOrder.FlipThenCrop };

    /// <summary>Pixels of padding on each side before the crop.</summary>
    /// <value>0 switches cropping off. By default null, an eighth of the size: 4 at 32 pixels, 2 at 16.</value>
    public int? CropPadding { get; init; }

    /// <summary>The random parts that are shown in place of images that are shifted.</summary>
    /// <value>null: whole images, cropped as <see cref="CropPadding"/> says.</value>
    public RandomPart? Part { get; init; }

    /// <summary>Whether half of the images are mirrored.</summary>
    /// <value>By default true. Switch it off where left and right mean something, as in digits.</value>
    public bool Flip { get; init; } = true;

    /// <summary>The side of the square that is cut out.</summary>
    /// <value>By default 0, off; officially 16 for CIFAR when training from scratch. An odd length cuts one pixel less.</value>
    public int CutoutLength { get; init; }

    /// <summary>
    /// Over how many epochs the share of the images that have a square cut out grows, along a straight line from none in the first epoch to
    /// all in the last (RobustDARTS).
    /// </summary>
    /// <value>null: all images, in every epoch.</value>
    public int? CutoutEpochs { get; init; }

    /// <summary>Which of crop and flip comes first.</summary>
    public AugmentationOrder Order { get; init; } = AugmentationOrder.CropThenFlip;

    /// <summary>How likely an image has a square cut out in an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public double CutoutShare(long epoch) => CutoutEpochs is { } epochs ? (epochs > 1 ? Math.Min(1, epoch / (epochs - 1.0)) : 0) : 1;

    /// <summary>Every problem with the options for images of a size, each with its path in those of a search; empty if sound.</summary>
    public IReadOnlyList<OptionProblem> Validate(int imageSize)
    {
        var problems = new List<OptionProblem>();
        if (CropPadding is < 0 || CropPadding > imageSize)
            problems.Add(new OptionProblem("data.cropPadding", $"must be 0 to {imageSize}, the images' size, is {CropPadding}."));
        if (CutoutLength < 0 || CutoutLength > 2 * imageSize)
            problems.Add(new OptionProblem("data.cutout", $"must be 0 to {2 * imageSize}, twice the images' size, is {CutoutLength}."));
        return problems;
    }

    internal int PaddingFor(int imageSize) => CropPadding ?? imageSize / 8;
}

/// <summary>Which of crop and flip comes first.</summary>
public enum AugmentationOrder
{
    /// <summary>The DARTS family.</summary>
    CropThenFlip,

    /// <summary>AutoDL-Projects (NAS-Bench-201), and P-DARTS on ImageNet16.</summary>
    FlipThenCrop,
}
