using AerNas.Data;
using AerNas.Data.Batches;

namespace AerNas.Methods;

/// <summary>Which images, and how they are shared between the two levels.</summary>
public sealed record SearchDataOptions
{
    /// <value>A file or folder of images, as <c>DatasetSource</c> reads them; null takes the embedded subset of Fashion-MNIST.</value>
    public string? Path { get; init; }

    /// <value>Height and width to resize to, in pixels; null keeps the images' own, or 32 where pictures have none in common.</value>
    public int? ImageSize { get; init; }

    /// <value>How pictures that are not square are made so.</value>
    public Framing Framing { get; init; }

    /// <value>Whether pictures that cannot be read are left out; otherwise they are told, and nothing is begun.</value>
    public bool SkipBroken { get; init; }

    /// <value>How many of the training images take part, the first ones; null takes all. Folders and archives of pictures mix their classes
    /// evenly, so that the first ones are of all classes alike.</value>
    public int? Images { get; init; }

    /// <value>Edge of the square that cutout blanks, in pixels; 0 is off.</value>
    public int Cutout { get; init; }

    /// <value>Which images cutout blanks.</value>
    public CutoutImages CutoutImages { get; init; }

    /// <value>The part of the training images that trains w; the rest trains alpha. At 1 all of them train both and validate the supernet,
    /// too: for methods that move w and alpha together.</value>
    public double TrainPortion { get; init; } = 0.5;

    /// <value>Which alpha images come with which training images.</value>
    public AlphaSampling AlphaSampling { get; init; }

    /// <value>Which of crop and flip comes first.</value>
    public AugmentationOrder AugmentationOrder { get; init; }

    /// <value>What the images look like on which the supernet is validated each epoch.</value>
    public ValidationImages Validation { get; init; }

    /// <summary>How the images are read.</summary>
    public DatasetOptions Reading() => new() { Size = ImageSize, Framing = Framing, SkipBroken = SkipBroken };

    internal void Check(OptionRules rules) => rules
        .IsPath(Path, "data.path")
        .Require(ImageSize is null or (>= 8 and <= DatasetOptions.LargestSize), "data.imageSize",
            $"must be from 8 to {DatasetOptions.LargestSize} pixels, is {ImageSize}.")
        .Require(Images is null or >= 2, "data.images", $"must be at least 2, one for w and one for alpha, is {Images}.")
        .AtLeast(0, Cutout, "data.cutout", DatasetOptions.LargestSize)
        .Require(TrainPortion is > 0 and <= 1, "data.trainPortion", $"must be above 0 and at most 1, is {TrainPortion}.");
}

/// <summary>Which images cutout blanks a square of.</summary>
public enum CutoutImages
{
    /// <summary>All.</summary>
    All,

    /// <summary>A share that grows from none in the first epoch to all in the last (RobustDARTS with drop path).</summary>
    GrowingShare,
}

/// <summary>What the validation half looks like when the supernet is validated.</summary>
public enum ValidationImages
{
    /// <summary>Augmented as in training: the official DARTS scripts.</summary>
    Augmented,

    /// <summary>As they are: AutoDL-Projects.</summary>
    Plain,
}
