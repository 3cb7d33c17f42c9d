using AerNas.Runs;

namespace AerNas.Studies;

/// <summary>The folder of a study and the names in it: <c>study.json</c> (its file, resolved, its runs, versions, machine), <c>runs/</c>
/// with an ordinary run directory for each search or lookup, <c>trainings/</c> with one of the same name for each training of what was
/// found, where the study trains, and <c>report.md</c> once it is done; of architectures that the study names <c>latency.json</c>
/// (<see cref="StudyLatency"/>) too. These, and a random architecture that no table tells of, have a training only. Who writes it has it
/// made or taken up, and holds its lock until it is disposed; whoever reads it opens it.</summary>
public sealed class StudyDirectory : IDisposable
{
    private const string Record = "study.json";

    private readonly WriteLock? _lock;

    private StudyDirectory(string path, WriteLock? held = null) => (_lock, Path) = (held, path);

    /// <summary>Where the study lies.</summary>
    public string Path { get; }

    /// <summary>The file of what it consists of.</summary>
    public string RecordFile => System.IO.Path.Combine(Path, Record);

    /// <summary>The file of what came of it.</summary>
    public string ReportFile => System.IO.Path.Combine(Path, "report.md");

    /// <summary>The file of how long the networks of its architectures take for a picture.</summary>
    public string LatencyFile => System.IO.Path.Combine(Path, "latency.json");

    /// <summary>Makes a new study's folder and locks it.</summary>
    /// <exception cref="RunStorageException">It holds something already, another process writes it, or it cannot be made.</exception>
    public static StudyDirectory Create(RunPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var (path, held) = place.Make("study", Record);
        return new StudyDirectory(path, held);
    }

    /// <summary>Whether a study lies in a folder; it need not be there.</summary>
    public static bool Holds(string path) => File.Exists(new StudyDirectory(path).RecordFile);

    /// <summary>Opens the folder of an existing study for reading.</summary>
    /// <exception cref="RunStorageException">No study lies there.</exception>
    public static StudyDirectory Open(string path)
    {
        RunPlace.RequireBegun(path, "study", Record);
        return new StudyDirectory(path);
    }

    /// <summary>Locks the folder of an existing study to go on with it.</summary>
    /// <exception cref="RunStorageException">No study lies there, or another process writes it.</exception>
    public static StudyDirectory TakeUp(string path) => new(Open(path).Path, WriteLock.OfFolder(path));

    /// <summary>Releases the folder to other processes.</summary>
    public void Dispose() => _lock?.Dispose();

    /// <summary>The folder of the search of one of its runs.</summary>
    public string RunPath(StudyEntry run) => Within("runs", run);

    /// <summary>The folder of the training of what one of its runs found.</summary>
    public string TrainingPath(StudyEntry run) => Within("trainings", run);

    private string Within(string part, StudyEntry run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return System.IO.Path.Combine(Path, part, run.Folder);
    }
}
