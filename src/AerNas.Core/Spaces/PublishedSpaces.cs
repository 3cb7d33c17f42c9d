using System.Reflection;
using AerNas.Json;

namespace AerNas.Spaces;

/// <summary>The definitions of the spaces that come with AerNas: two here, the others in files of the form that a person writes.</summary>
internal static class PublishedSpaces
{
    private const string Folder = "spaces/";

    private static readonly Assembly Home = typeof(PublishedSpaces).Assembly;

    /// <summary>The spaces that files define, by name; those that leave no choice are networks.</summary>
    public static IEnumerable<SearchSpace> OfFiles =>
        from file in Home.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where file.StartsWith(Folder, StringComparison.Ordinal)
        select Read(file);

    private static SearchSpace Read(string file)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(file)!);
        return SpaceJson.Read(JsonText.Parse(reader.ReadToEnd()));
    }

    /// <summary>quark0/darts: also P-DARTS, PC-DARTS and their kin.</summary>
    public static SpaceDefinition Darts { get; } = new()
    {
        Name = "darts",
        About = "normal and reduction cells of two inputs and four nodes, of which each keeps two edges",
        Inputs = 2,
        Nodes = 4,
        KeptEdges = 2,
        Output = CellOutput.AllNodes,
        Operations = ["none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5",
            "dil_conv_3x3", "dil_conv_5x5"],
        Cells = [new() { Name = "Normal" }, new() { Name = "Reduction", Reduces = true }],
        Supernet = new() { TrackStatistics = true, NormAfterPools = true },
        Settings = PublishedProtocol.Darts,
        Skeletons =
        [
            new()
            {
                Name = "Cifar",
                Stem = [new() { Width = 3 }],
                Layers = new() { Cell = "Normal", Reduction = "Reduction" },
                Preprocesses = true,
                Auxiliary = true,
                AuxiliaryNorm = true,
            },
            new()
            {
                Name = "ImageNet",
                Stem =
                [
                    new() { Width = 0.5, Stride = 2 }, new() { Name = "stem_quarter", Stride = 2, ReluFirst = true },
                    new() { Name = "stem_eighth", Stride = 2, ReluFirst = true },
                ],
                Layers = new() { Cell = "Normal", Reduction = "Reduction" },
                Preprocesses = true,
                Auxiliary = true,
                Evaluation = new(Channels: 48, Layers: 14, Classes: 1000, ImageSize: 224),
            },
        ],
    };

    /// <summary>AutoDL-Projects.</summary>
    public static SpaceDefinition NasBench201 { get; } = new()
    {
        Name = "nasbench201",
        About = "one cell of one input and three nodes, all edges kept: the space of the tabular benchmark",
        Inputs = 1,
        Nodes = 3,
        Operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"],
        Supernet = new() { ConvolutionBias = true },
        Settings = PublishedProtocol.NasBench201,
        EntropyCountsNone = true,
        Skeletons = [new()
        {
            Name = "NasBench201",
            Stages = new() { Cell = "Normal" },
            NormBeforeAverage = true,
            Evaluation = new(Channels: 16),
        }],
    };
}
