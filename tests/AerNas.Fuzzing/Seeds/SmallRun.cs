using AerNas.Data;
using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;

namespace AerNas.Fuzzing.Seeds;

/// <summary>A search of the smallest network, ended after one epoch: what its folder holds.</summary>
internal sealed class SmallRun : IDisposable
{
    private const string Images = "images";
    private readonly ScratchFolder _folder = new();

    public SmallRun()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, Images));
        foreach (var (name, bytes) in SmallDatasets.Idx(count: 8, size: 8)) _folder.Write(Path.Combine(Images, name), bytes);
        var small = MethodCatalog.Small(MethodCatalog.All.Single(method => method.Name == "darts-v1"), SearchSpace.NasBench201);
        Options = small with
        {
            Search = small.Search with { Epochs = 1, BatchSize = 4 },
            Data = small.Data with { Path = Path.Combine(_folder.Path, Images) },
            Supernet = new SupernetSize { Channels = 1, Cells = 1 },
            Runtime = small.Runtime with { Threads = 1 },
        };
        using var run = SearchRun.Start(Options, Folder, new StandingClock());
        run.Run();
    }

    /// <summary>Its options.</summary>
    public SearchOptions Options { get; }

    /// <summary>Its run directory.</summary>
    public string Folder => Path.Combine(_folder.Path, "run");

    /// <summary>A state that a checkpoint of it is read into; its owner disposes of it.</summary>
    public SearchState State() => new SearchPartsFactory(Options, DatasetSource.Open(Options.Data.Path).Train).Begin();

    public void Dispose() => _folder.Dispose();

    /// <summary>It is always the same time of day, so that the files are the same each time.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
