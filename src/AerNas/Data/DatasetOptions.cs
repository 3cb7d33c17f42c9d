using AerNas.Options;
using AerNas.Sizes;

namespace AerNas.Data;

/// <summary>How a dataset is read.</summary>
public sealed record DatasetOptions
{
    /// <summary>The largest height and width, in pixels.</summary>
    public const int LargestSize = 512;

    /// <summary>Resizes every image to this height and width.</summary>
    /// <value>1 to 512 pixels; by default null, which keeps the size.</value>
    public int? Size { get; init; }

    /// <summary>Is told the images as they will be, before they are resized; throws where they are too large for what they are read for.</summary>
    internal Action<ImageSizes>? Foresee { get; init; }

    /// <summary>Every problem with the options, each with its path in the options of a search; empty if they are sound.</summary>
    public IReadOnlyList<OptionProblem> Validate() =>
        Size is < 1 or > LargestSize ? [new OptionProblem("data.imageSize", $"must be 1 to {LargestSize} pixels, is {Size}.")] : [];
}
