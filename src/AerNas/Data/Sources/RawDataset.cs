using AerNas.Sizes;

namespace AerNas.Data.Sources;

/// <summary>A dataset as a format reads it, before it is resized and normalization is settled.</summary>
internal sealed record RawDataset(string Name, ImmutableArray<string> ClassNames, ImageSet Train, ImageSet? Test)
{
    public ChannelNormalization? Normalization { get; init; }

    /// <summary>What a person should know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The finished dataset.</summary>
    /// <exception cref="MemoryShortageException">Resized, it takes more memory than there is.</exception>
    public ImageDataset Finish(DatasetOptions options)
    {
        var size = options.Size ?? Train.Size;
        var sizes = ImageSizes.Of(Train) with { Shape = Train.Shape with { Size = size } };
        if (size != Train.Size) (sizes with { Count = (long)Train.Count + (Test?.Count ?? 0) }).RequireRoom(Name);
        options.Foresee?.Invoke(sizes);
        return new ImageDataset(Name, ClassNames, Train.Resize(size), Test?.Resize(size), Normalization)
        {
            Notes = [.. Notes, .. ThinClasses.Notes(this)],
        };
    }
}
