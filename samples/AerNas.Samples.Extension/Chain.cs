using AerNas.Spaces;

namespace AerNas.Samples;

/// <summary>
/// A chain of six layers, of which two halve the images: a space of one input, one node and one edge, with a kind of cell for every layer.
/// The file <c>chain-6.json</c> holds the same.
/// </summary>
public static class Chain
{
    private const string Edge = "1<-0";

    private static readonly string[] Convolutions = ["sep_conv_3x3", "sep_conv_5x5", SqueezeExcite.Operation.Name];

    /// <summary>The space.</summary>
    public static SearchSpace Space { get; } = new(
        new SpaceDefinition
        {
            Name = "chain-6",
            About = "six layers one behind the other, each one of three convolutions or, where it keeps the size, a skip connection",
            Operations = ["skip_connect", .. Convolutions],
            Cells = [Keeping("layer1"), Keeping("layer2"), Halving("layer3"), Keeping("layer4"), Halving("layer5"), Keeping("layer6")],
            Skeletons = [new SkeletonDefinition { Name = "chain", Places = Places, NormBeforeAverage = true }],
            Supernet = new SupernetStyle { TrackStatistics = true },
        },
        SqueezeExcite.Operation);

    private static PlaceDefinition[] Places =>
    [
        new() { Cell = "layer1" }, new() { Cell = "layer2" },
        new() { Cell = "layer3", Width = 2 }, new() { Cell = "layer4", Width = 2 },
        new() { Cell = "layer5", Width = 4 }, new() { Cell = "layer6", Width = 4 },
    ];

    private static CellDefinition Keeping(string name) => new() { Name = name };

    private static CellDefinition Halving(string name) => new()
    {
        Name = name,
        Reduces = true,
        Operations = new Dictionary<string, IReadOnlyList<string>> { [Edge] = Convolutions },
    };
}
