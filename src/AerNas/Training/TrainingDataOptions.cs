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
        return this with { Path = path, ImageSize = reading.Size, Framing = reading.Framing, SkipBroken = reading.SkipBroken };
    }

    /// <summary>How the images are read.</summary>
    public DatasetOptions Reading() => new() { Size = ImageSize, Framing = Framing, SkipBroken = SkipBroken };

    internal void Check(OptionRules rules) => rules
        .IsPath(Path, "data.path")
        .Require(ImageSize is null or (>= 8 and <= DatasetOptions.LargestSize), "data.imageSize",
            $"must be from 8 to {DatasetOptions.LargestSize} pixels, is {ImageSize}.")
        .Require(Images is null or >= 2, "data.images", $"must be at least 2 (batch norm needs two images), is {Images}.")
        .Require(Validation is null or (> 0 and <= 0.5), "data.validation", $"must be above 0 and at most 0.5, is {Validation}.")
        .AtLeast(0, Cutout, "data.cutout", DatasetOptions.LargestSize);
}
