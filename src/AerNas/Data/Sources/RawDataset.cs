using System.Collections.Immutable;

namespace AerNas.Data.Sources;

/// <summary>A dataset as a format reads it, before it is resized and normalization is settled.</summary>
internal sealed record RawDataset(string Name, ImmutableArray<string> ClassNames, ImageSet Train, ImageSet? Test)
{
    /// <summary>The published constants, if there are any.</summary>
    public ChannelNormalization? Normalization { get; init; }

    /// <summary>What a person should know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The finished dataset.</summary>
    public ImageDataset Finish(DatasetOptions options)
    {
        var size = options.Size ?? Train.Size;
        return new ImageDataset(Name, ClassNames, Train.Resize(size), Test?.Resize(size), Normalization) { Notes = Notes };
    }
}
