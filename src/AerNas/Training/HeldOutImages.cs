using AerNas.Data;

namespace AerNas.Training;

/// <summary>The training images of a run, and those of them that are held out to judge its epochs by.</summary>
/// <param name="Learnt">Those that the network learns from.</param>
/// <param name="HeldOut">Those that it is judged by; null where none are.</param>
internal sealed record HeldOutImages(ImageSubset Learnt, ImageSubset? HeldOut)
{
    private const double UsualShare = 0.1;

    /// <summary>Parts the first images of a set: of each class as large a share, spread over its images, and never its only one.</summary>
    /// <param name="images">The training images.</param>
    /// <param name="options">Which of them take part, and whether epochs are judged.</param>
    /// <exception cref="InvalidOptionsException">Epochs are to be judged, and no class has images enough.</exception>
    public static HeldOutImages Of(ImageSet images, TrainingOptions options)
    {
        var count = Math.Min(options.Data.Images ?? images.Count, images.Count);
        var share = options.Data.Validation ?? (options.Training.IsJudged ? UsualShare : 0);
        if (share == 0) return new HeldOutImages(ImageSubset.First(images, count), null);
        var held = Enumerable.Range(0, count).GroupBy(index => images.Labels[index])
            .SelectMany(ofClass => Spread([.. ofClass], share)).ToHashSet();
        if (held.Count == 0)
            throw new InvalidOptionsException("data.validation",
                "no class has two images, of which one could be held out to judge epochs by; leave out --patience and --keep.");
        return new HeldOutImages(
            new ImageSubset(images, [.. Enumerable.Range(0, count).Where(index => !held.Contains(index))]),
            new ImageSubset(images, [.. held.Order()]));
    }

    /// <summary>What a person should know of it, in a sentence or none.</summary>
    public IEnumerable<string> Notes => HeldOut is null ? []
        : [$"{HeldOut.Count} of the training images are held out to judge epochs by; the network learns from the other {Learnt.Count}."];

    /// <summary>A share of the images of a class, at least one where it has two, in the middle of stretches of equal length.</summary>
    private static IEnumerable<int> Spread(int[] ofClass, double share)
    {
        var wanted = Math.Min(ofClass.Length - 1, Math.Max(1, (int)Math.Round(share * ofClass.Length)));
        return Enumerable.Range(0, wanted).Select(place => ofClass[(int)((place + 0.5) * ofClass.Length / wanted)]);
    }
}
