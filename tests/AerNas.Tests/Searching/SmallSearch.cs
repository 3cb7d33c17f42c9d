using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Data;
using AerNas.Tests.Data.Sources;

namespace AerNas.Tests.Searching;

/// <summary>The smallest searches worth running: three steps an epoch on 8x8 noise.</summary>
internal static class SmallSearch
{
    private const int Size = 8;
    private const int Classes = 4;

    /// <summary>Options of a method, over images written into a folder.</summary>
    public static SearchOptions Options(TemporaryFolder folder, string space, string method, int epochs = 2)
    {
        var options = MethodCatalog.Small(MethodCatalog.All.Single(m => m.Name == method), SearchSpace.All.Single(s => s.Name == space));
        return options with
        {
            Search = options.Search with { Epochs = epochs, BatchSize = 16, Seed = 3 },
            Data = options.Data with { Path = WriteImages(folder) },
            Supernet = new SupernetSize { Channels = Math.Max(2, options.PartialChannels?.Parts ?? 0), Cells = 1, Layers = 3 },
            Runtime = options.Runtime with { Threads = 1 },
        };
    }

    /// <summary>Every method on every space it runs on.</summary>
    public static TheoryData<string, string> EveryMethod()
    {
        var data = new TheoryData<string, string>();
        foreach (var method in MethodCatalog.All)
        {
            foreach (var space in method.Spaces) data.Add(space.Name, method.Name);
        }

        return data;
    }

    /// <summary>A dataset of noise, 96 images for training and 8 for testing.</summary>
    public static string WriteImages(TemporaryFolder folder)
    {
        Write("train", 96);
        Write("t10k", 8);
        return folder["images"];

        void Write(string part, int count)
        {
            folder.Write($"images/{part}-images-idx3-ubyte", DatasetFixtures.IdxFile([count, Size, Size], TestImages.Noise(count * Size * Size)));
            folder.Write($"images/{part}-labels-idx1-ubyte", DatasetFixtures.IdxFile([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % Classes))]));
        }
    }
}
