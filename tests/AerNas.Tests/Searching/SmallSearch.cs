using AerNas.Data;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;
using AerNas.Tests.Data.Sources;

namespace AerNas.Tests.Searching;

/// <summary>The smallest searches worth running: three steps an epoch on a few of the embedded images, 8x8 pixels.</summary>
internal static class SmallSearch
{
    private const int Size = 8;

    private static readonly Lazy<ImageDataset> Embedded = new(() => DatasetSource.Open(null, new DatasetOptions { Size = Size }));

    /// <summary>Options of a method, over images written into a folder.</summary>
    public static SearchOptions Options(TemporaryFolder folder, string space, string method, int epochs = 2) =>
        Options(folder, SearchSpace.Find(space), MethodCatalog.All.Single(m => m.Name == method), epochs);

    /// <summary>Options of a method that may be none of the catalogue's.</summary>
    public static SearchOptions Options(TemporaryFolder folder, SearchSpace space, SearchMethod method, int epochs = 2)
    {
        var options = MethodCatalog.Small(method, space)
            .With<AttackOptions>(attack => attack with { Steps = 1 })
            .With<PnasOptions>(own => own with { Kept = 4, Steps = 5 })
            .With<AutoencoderOptions>(autoencoder => autoencoder with { Epochs = 5 });
        return options with
        {
            Search = options.Search with { Epochs = epochs, BatchSize = 16, Seed = 3 },
            Data = options.Data with { Path = WriteImages(folder) },
            Supernet = new SupernetSize
            {
                Channels = ChannelsOf(space, options.Own?.Part<PartialChannelOptions>()?.Parts ?? 0),
                Cells = 1,
                Layers = 3,
            },
            Runtime = options.Runtime with { Threads = 1 },
        };
    }

    /// <summary>The fewest channels, two at least, that a space's networks can have.</summary>
    public static int ChannelsOf(SearchSpace space, int least = 0) => Enumerable.Range(Math.Max(2, least), 64).First(channels =>
    {
        var rules = new OptionRules();
        foreach (var form in space.Skeletons) Skeleton.CheckSize(rules, form, channels, layers: 3, cells: 1);
        return rules.Problems.Count == 0;
    });

    /// <summary>96 embedded images for training and 8 for testing.</summary>
    public static string WriteImages(TemporaryFolder folder)
    {
        Write("train", Embedded.Value.Train, 96);
        Write("t10k", Embedded.Value.Test!, 8);
        return folder["images"];

        void Write(string part, ImageSet images, int count)
        {
            folder.Write($"images/{part}-images-idx3-ubyte",
                DatasetFixtures.IdxFile([count, Size, Size], images.Pixels[..(count * Size * Size)].ToArray()));
            folder.Write($"images/{part}-labels-idx1-ubyte",
                DatasetFixtures.IdxFile([count], [.. images.Labels.Take(count).Select(label => (byte)label)]));
        }
    }
}
