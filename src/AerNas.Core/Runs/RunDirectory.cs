using System.Text.Json;
using AerNas.Json;
using AerNas.Statistics;

namespace AerNas.Runs;

/// <summary>The folder of one run and the names in it: <c>run.json</c> (options, versions, machine, data hash), <c>metrics.jsonl</c>,
/// <c>steps.jsonl</c> (the first steps), TensorBoard event files, <c>checkpoints/</c>, <c>elapsed.json</c> (<see cref="RunClock"/>), and
/// <c>result.json</c> once it is done, a training's <c>test.json</c> (<see cref="TestRecord"/>) beside it. Who writes it has it made or
/// taken up, and holds its lock until it is disposed; whoever reads it opens it.</summary>
public sealed class RunDirectory : IDisposable
{
    private const string Record = "run.json";

    private readonly WriteLock? _lock;

    private RunDirectory(string path, WriteLock? held = null)
    {
        _lock = held;
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

    /// <summary>The file of what a training's network took the test images for; present once it is done, where there are some.</summary>
    public string TestFile => System.IO.Path.Combine(Path, "test.json");

    /// <summary>Makes a new run's folder and locks it.</summary>
    /// <exception cref="RunStorageException">It holds something already, another process writes it, or it cannot be made.</exception>
    public static RunDirectory Create(RunPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var (path, held) = place.Make("run", Record);
        return new RunDirectory(path, held);
    }

    /// <summary>Locks the folder of an existing run to go on with it.</summary>
    /// <exception cref="RunStorageException">No run lies there, or another process writes it.</exception>
    public static RunDirectory TakeUp(string path) => new(Open(path).Path, WriteLock.OfFolder(path));

    /// <summary>Whether a run lies in a folder; it need not be there.</summary>
    public static bool Holds(string path) => File.Exists(new RunDirectory(path).RecordFile);

    /// <summary>Whether a run lies in a folder that has come to its end.</summary>
    public static bool HoldsDone(string path) => File.Exists(new RunDirectory(path).ResultFile);

    /// <summary>Opens the folder of an existing run for reading.</summary>
    /// <exception cref="RunStorageException">No run lies there.</exception>
    public static RunDirectory Open(string path)
    {
        RunPlace.RequireBegun(path, "run", Record);
        return new RunDirectory(path);
    }

    /// <summary>Saves a checkpoint. Rows appended before reach the disk first, so that none is missing that it counts.</summary>
    /// <inheritdoc cref="CheckpointStore.Save"/>
    public void Save(RunPosition position, ReadOnlyMemory<byte> content, int alsoSince = int.MaxValue)
    {
        FlushRows();
        Checkpoints.Save(position, content, alsoSince);
    }

    /// <summary>Keeps what the run ended with: it is done.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public void Finish(JsonObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        FlushRows();
        AtomicFile.WriteText(ResultFile, JsonText.WriteIndented(result) + "\n");
    }

    /// <summary>Releases the folder to other processes.</summary>
    public void Dispose() => _lock?.Dispose();

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
            throw new RunStorageException(ResultFile,
                $"{ResultFile} is damaged: {e.Message} Go on with the run by --resume to write it again.");
        }
    }

    /// <summary>Keeps what a training's network took the test images for.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public void KeepTest(TestRecord test)
    {
        ArgumentNullException.ThrowIfNull(test);
        AtomicFile.WriteText(TestFile, JsonText.Write(JsonSerializer.SerializeToNode(test, TestRecordJson.Default.TestRecord)!) + "\n");
    }

    /// <summary>What a training's network took the test images for; null where there is no record of it.</summary>
    /// <exception cref="RunStorageException">The file is damaged.</exception>
    public TestRecord? ReadTest()
    {
        if (!File.Exists(TestFile)) return null;
        try
        {
            var test = JsonText.Read(JsonText.ParseObject(JsonText.ReadFile(TestFile)), TestRecordJson.Default.TestRecord);
            return test.Problem() is { } problem ? throw new RunStorageException(TestFile, $"{TestFile} is damaged: {problem}") : test;
        }
        catch (JsonFormatException e)
        {
            throw new RunStorageException(TestFile, $"{TestFile} is damaged: {e.Message} Take it away; the run can be read without it.");
        }
    }

    private void FlushRows()
    {
        Metrics.Flush();
        Steps.Flush();
    }
}
