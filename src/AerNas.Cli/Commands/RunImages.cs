using AerNas.Data;
using AerNas.Methods;
using AerNas.Searching;
using AerNas.Training;

namespace AerNas.Cli;

/// <summary>Where the images of a run lie, for a command that goes on with what the run found.</summary>
internal static class RunImages
{
    /// <summary>The images of a search or training; the embedded ones where the folder has none, as that of a search-free method.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="areNamed">Whether others are named in place of them.</param>
    /// <exception cref="UsageException">A program gave them, and no others are named.</exception>
    public static (string? Path, DatasetOptions Reading) Of(string folder, bool areNamed)
    {
        var record = RunDirectory.Holds(folder) ? RunRecord.Load(RunDirectory.Open(folder)) : null;
        if (record is null || !RunKind.Of(record.Kind).HasEpochs) return (null, new DatasetOptions());
        var (search, training) = record.Is(RunKind.Search)
            ? (SearchRun.OptionsOf(folder).Data, null)
            : ((SearchDataOptions?)null, TrainRun.OptionsOf(folder).Data);
        var path = search is null ? training!.Path : search.Path;
        if (path is null && !areNamed && record.Dataset != DatasetSource.EmbeddedName)
            throw new UsageException($"a program gave {folder} its images, {record.Dataset}, and no file tells where they lie; name them "
                + $"with {SharedOptions.DataName}.");
        return (path, search?.Reading() ?? training!.Reading());
    }
}
