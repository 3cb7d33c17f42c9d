namespace AerNas.Data;

/// <summary>How a dataset is read.</summary>
public sealed record DatasetOptions
{
    /// <summary>The largest height and width, in pixels.</summary>
    public const int LargestSize = 512;

    /// <summary>
    /// What height and width of images must be a multiple of, for a search or a training: both spaces halve their maps twice, and add maps
    /// that were halved in different ways.
    /// </summary>
    public const int SizeStep = 4;

    /// <summary>Resizes every image to this height and width.</summary>
    /// <value>
    /// 1 to 512 pixels; by default null, which keeps the size. Pictures of several sizes, or larger than 512 pixels, are made 32x32 then,
    /// and a note says so.
    /// </value>
    public int? Size { get; init; }

    /// <summary>How pictures that are not square are made so.</summary>
    public Framing Framing { get; init; }

    /// <summary>Whether pictures are kept as they are, so that random parts of them can be shown, or made squares once.</summary>
    public PhotographUse Photographs { get; init; }

    /// <summary>Leaves pictures out that cannot be read, with a note, where otherwise all of them are told and nothing is read.</summary>
    public bool SkipBroken { get; init; }

    /// <summary>Is told the images before they are resized; throws where they are too large for what they are read for.</summary>
    internal Action<ImageSizes>? Foresee { get; init; }

    /// <summary>Every problem with the options, each with its path in the options of a search; empty if they are sound.</summary>
    public IReadOnlyList<OptionProblem> Validate() => new OptionRules()
        .Require(Size is null or (>= 1 and <= LargestSize), "data.imageSize", $"must be 1 to {LargestSize} pixels, is {Size}.")
        .Problems;

    /// <summary>What hinders a search or a training on images of a size; null where nothing does.</summary>
    /// <param name="size">Height and width of the images.</param>
    public static OptionProblem? ProblemOf(int size) => size % SizeStep == 0 ? null : new OptionProblem("data.imageSize",
        $"the images have {size} pixels, which a network cannot halve twice; resize them to a multiple of {SizeStep}, such as "
        + $"{Math.Max(8, (size + 2) / SizeStep * SizeStep)} (--size).");
}

/// <summary>Whether pictures are kept as they are, so that random parts of them can be shown.</summary>
public enum PhotographUse
{
    /// <summary>They are made squares once, as they are read.</summary>
    Never,

    /// <summary>Where a size of 64 pixels or more is asked for, no framing is, and most pictures are larger.</summary>
    WhereLarger,

    /// <summary>Always; a size must be asked for.</summary>
    Always,
}
