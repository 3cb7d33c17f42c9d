using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;

namespace AerNas.Tests.Searching;

/// <summary>The smallest searches worth running: seconds, on the embedded images.</summary>
internal static class SmallSearch
{
    public static SearchOptions Options(string space, string method, int epochs = 2)
    {
        var options = MethodCatalog.Small(MethodCatalog.All.Single(m => m.Name == method), SearchSpace.All.Single(s => s.Name == space));
        return options with
        {
            Search = options.Search with { Epochs = epochs, BatchSize = 500, Seed = 3 },
            Data = options.Data with { ImageSize = 8 },
            Supernet = new SupernetSize { Channels = 2, Cells = 1, Layers = 3 },
            Runtime = options.Runtime with { Threads = 2 },
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
}
