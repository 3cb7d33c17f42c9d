using AerNas.Data;
using AerNas.Data.Batches;

namespace AerNas.Training;

/// <summary>Which images a network is trained on, and how they are augmented.</summary>
public sealed record TrainingDataOptions
{
    /// <value>A file or folder of images, as <c>DatasetSource</c> reads them; null takes the embedded subset of Fashion-MNIST.</value>
    public string? Path { get; init; }

    /// <value>Height and width to resize to, in pixels; null keeps the images' own, or 32 where pictures have none in common.</value>
    public int? ImageSize { get; init; }

    /// <value>How pictures that are not square are made so.</value>
    public Framing Framing { get; init; }

    /// <value>Whether pictures that cannot be read are left out; otherwise they are told, and nothing is begun.</value>
    public bool SkipBroken { get; init; }

    /// <value>How many of the training images take part, the first ones; null takes all. Of test images all always do.</value>
    public int? Images { get; init; }

    /// <value>
    /// The part of the training images that is held out to judge epochs by, of each class alike; null: a tenth where
    /// <see cref="TrainingPhaseOptions.Patience"/> or <see cref="TrainingPhaseOptions.Keep"/> ask for it, else none.
    /// </value>
    public double? Validation { get; init; }

    /// <value>Edge of the square that cutout blanks, in pixels; 0 is off, 16 is official on CIFAR.</value>
    public int Cutout { get; init; }

    /// <value>
    /// What of each image is shown in training; null: random parts of photographs that are larger than a size of 64 pixels or more that was
    /// asked for, else whole images. The record of a run says which it was.
    /// </value>
    public TrainingCrop? Crop { get; init; }

    /// <value>The smallest part that is shown, as a share of the picture's area; null: 0.08, or 0.35 where the pictures decided.</value>
    public double? LeastArea { get; init; }

    /// <value>How much the colours of random parts are changed.</value>
    public ColourJitter Jitter { get; init; } = new();

    /// <value>Whether half of the training images are mirrored.</value>
    public bool Flip { get; init; } = true;

    /// <value>Which of crop and flip comes first.</value>
    public AugmentationOrder AugmentationOrder { get; init; }

    /// <summary>These options on other images.</summary>
    /// <param name="path">Where they lie; null takes those that come with AerNas.</param>
    /// <param name="reading">How they are read.</param>
    public TrainingDataOptions On(string? path, DatasetOptions reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return this with
        {
            Path = path,
            ImageSize = reading.Size,
            Framing = reading.Framing,
            SkipBroken = reading.SkipBroken,
            Crop = reading.Photographs == PhotographUse.Always ? TrainingCrop.Resized : Crop,
        };
    }

    /// <summary>How the images are read.</summary>
    public DatasetOptions Reading() => new()
    {
        Size = ImageSize,
        Framing = Framing,
        SkipBroken = SkipBroken,
        Photographs = Crop switch
        {
            null => PhotographUse.WhereLarger,
            TrainingCrop.Resized => PhotographUse.Always,
            _ => PhotographUse.Never,
        },
    };

    /// <summary>What is done to the training images.</summary>
    internal Augmentation Augmentation => new()
    {
        Order = AugmentationOrder,
        Flip = Flip,
        CutoutLength = Cutout,
        Part = Crop == TrainingCrop.Resized ? new RandomPart(LeastArea ?? 1) { Jitter = Jitter } : null,
    };

    /// <summary>The options with what images decide that were read by them.</summary>
    internal TrainingDataOptions DecidedBy(ImageSet images)
    {
        const double OfImageNet = 0.08, OfOwnPictures = 0.35;
        var crop = Crop ?? (images.Photographs is null ? TrainingCrop.Shifted : TrainingCrop.Resized);
        return this with
        {
            Crop = crop,
            Framing = images.Photographs is null ? Framing : Framing.Centre,
            LeastArea = crop == TrainingCrop.Shifted ? LeastArea : LeastArea ?? (Crop is null ? OfOwnPictures : OfImageNet),
        };
    }

    internal void Check(OptionRules rules)
    {
        Jitter.Check(rules, "data.jitter");
        rules.Require(LeastArea is null or (> 0 and <= 1), "data.leastArea", $"must be above 0 and at most 1, is {LeastArea}.")
            .Require(Crop != TrainingCrop.Resized || Framing is Framing.Crop or Framing.Centre, "data.framing",
                "networks that learn from random parts are tested on the middle; leave it out, or set data.crop=shifted.")
            .IsPath(Path, "data.path")
            .Require(ImageSize is null or (>= 8 and <= DatasetOptions.LargestSize), "data.imageSize",
                $"must be from 8 to {DatasetOptions.LargestSize} pixels, is {ImageSize}.")
            .Require(Images is null or >= 2, "data.images", $"must be at least 2 (batch norm needs two images), is {Images}.")
            .Require(Validation is null or (> 0 and <= 0.5), "data.validation", $"must be above 0 and at most 0.5, is {Validation}.")
            .AtLeast(0, Cutout, "data.cutout", DatasetOptions.LargestSize);
    }
}

/// <summary>What of each image is shown in training.</summary>
public enum TrainingCrop
{
    /// <summary>All of it, shifted by up to an eighth over black: every method on CIFAR.</summary>
    Shifted,

    /// <summary>A random part of it, made the size of the images: every method on ImageNet.</summary>
    Resized,
}
