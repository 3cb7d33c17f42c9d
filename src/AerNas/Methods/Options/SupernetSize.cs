using AerNas.Data;
using AerNas.Networks;

namespace AerNas.Methods;

/// <summary>How wide and deep the supernet is, and what its cells keep.</summary>
public sealed record SupernetSize
{
    /// <value>Channels of the first cells.</value>
    public int Channels { get; init; } = 16;

    /// <value>Cells in all, where the space's skeleton has layers. Where a method has stages, of the first.</value>
    public int Layers { get; init; } = 8;

    /// <value>Cells in each stage, where the space's skeleton has stages.</value>
    public int Cells { get; init; } = 5;

    /// <value>Height and width that images are shrunk to for the supernet alone, by area averaging, in pixels; the networks that are
    /// trained of the result see them whole. Null, or more than they have: as they are.</value>
    public int? ImageSize { get; init; }

    /// <value>What the batch norms of the cells keep.</value>
    public CellStatistics Statistics { get; init; }

    /// <summary>Height and width of what the supernet sees, in pixels.</summary>
    public int SizeOf(int size) => Math.Min(ImageSize ?? size, size);

    internal void Check(OptionRules rules, SearchSpace space)
    {
        Skeleton.CheckSize(rules.In("supernet"), space.Skeletons[0], Channels, Layers, Cells);
        rules.Require(ImageSize is null
            || (ImageSize is >= 8 and <= DatasetOptions.LargestSize && ImageSize % DatasetOptions.SizeStep == 0), "supernet.imageSize",
            $"must be a multiple of {DatasetOptions.SizeStep} from 8 to {DatasetOptions.LargestSize} pixels, is {ImageSize}.");
    }
}
