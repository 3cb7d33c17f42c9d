using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>The sizes among which a fit chooses: a row of widths, deeper as they grow.</summary>
internal static class NetworkSizes
{
    private const int ChannelsOfACell = 16; // so many channels go with each cell of a stage, and with three layers

    private static readonly ImmutableArray<int> Widths =
        [4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256];

    /// <summary>The sizes of networks that a skeleton can have, from the smallest on.</summary>
    /// <param name="form">How cells are stacked.</param>
    public static IEnumerable<NetworkOptions> Of(SkeletonForm form) => Widths.Select(Of).Where(size => Suits(form, size));

    /// <summary>The size of a width.</summary>
    /// <param name="channels">Channels of the first cells.</param>
    public static NetworkOptions Of(int channels)
    {
        var depth = Math.Max(1, channels / ChannelsOfACell);
        return new NetworkOptions { Channels = channels, Cells = depth, Layers = 2 + 3 * depth };
    }

    private static bool Suits(SkeletonForm form, NetworkOptions size)
    {
        var rules = new OptionRules();
        Skeleton.CheckSize(rules, form, size.Channels, size.Layers, size.Cells);
        return rules.Problems.Count == 0;
    }
}
