using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AerNas.Texts;

namespace AerNas.Runs;

/// <summary>
/// The folder of one run and the names in it: <c>run.json</c> (options, versions, machine, data hash), <c>metrics.jsonl</c>,
/// <c>steps.jsonl</c> (the first steps), TensorBoard event files, <c>checkpoints/</c>, and <c>result.json</c> once it is done.
/// </summary>
public sealed class RunDirectory
{
    private const string Record = "run.json";

    private RunDirectory(string path)
    {
        Path = path;
        Checkpoints = new CheckpointStore(System.IO.Path.Combine(path, "checkpoints"));
        Metrics = new MetricsLog(System.IO.Path.Combine(path, "metrics.jsonl"));
        Steps = new MetricsLog(System.IO.Path.Combine(path, "steps.jsonl"));
    }

    /// <summary>Where the run lies.</summary>
    public string Path { get; }

    /// <summary>Its checkpoints.</summary>
    public CheckpointStore Checkpoints { get; }

    /// <summary>Its metrics.</summary>
    public MetricsLog Metrics { get; }

    /// <summary>What its first steps saw; see <see cref="FirstSteps"/>.</summary>
    public MetricsLog Steps { get; }

    /// <summary>The file of the resolved options.</summary>
    public string RecordFile => System.IO.Path.Combine(Path, Record);

    /// <summary>The file of the result; present once the run is done.</summary>
    public string ResultFile => System.IO.Path.Combine(Path, "result.json");

    /// <summary>Makes a new run's folder.</summary>
    /// <exception cref="RunStorageException">It holds something already, or cannot be made.</exception>
    public static RunDirectory Create(string path)
    {
        NewFolder.Make(path, "run", Record);
        try
        {
            var run = new RunDirectory(path);
            Directory.CreateDirectory(run.Checkpoints.Path);
            return run;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(path, e);
        }
    }

    /// <summary>Whether a run lies in a folder; it need not be there.</summary>
    public static bool Holds(string path) => File.Exists(new RunDirectory(path).RecordFile);

    /// <summary>Whether a run lies in a folder that has come to its end.</summary>
    public static bool HoldsDone(string path) => File.Exists(new RunDirectory(path).ResultFile);

    /// <summary>Opens the folder of an existing run.</summary>
    /// <exception cref="RunStorageException">No run lies there.</exception>
    public static RunDirectory Open(string path) => Holds(path)
        ? new RunDirectory(path)
        : throw new RunStorageException(path, $"{path} holds no run (no {Record}); name the folder that an earlier run printed.");

    /// <summary>What the run ended with; null while it has not.</summary>
    /// <exception cref="RunStorageException">The file is damaged.</exception>
    public JsonObject? ReadResult()
    {
        if (!File.Exists(ResultFile)) return null;
        try
        {
            var result = JsonText.ParseObject(JsonText.ReadFile(ResultFile));
            JsonText.Read(result, RecordedResultJson.Default.RecordedResult);
            return result;
        }
        catch (JsonFormatException e)
        {
            throw new RunStorageException(ResultFile, $"{ResultFile} is damaged: {e.Message} Go on with the run by --resume to write it again.");
        }
    }

    /// <summary>The first of <c>parent/stem-001</c>, <c>-002</c>, … that does not exist yet.</summary>
    public static string NextFree(string parent, string stem)
    {
        var taken = Directory.Exists(parent)
            ? Directory.EnumerateFileSystemEntries(parent).Select(System.IO.Path.GetFileName).ToImmutableHashSet()
            : [];
        var number = Enumerable.Range(1, int.MaxValue - 1).First(n => !taken.Contains($"{stem}-{n:000}"));
        return System.IO.Path.Combine(parent, $"{stem}-{number:000}");
    }
}
