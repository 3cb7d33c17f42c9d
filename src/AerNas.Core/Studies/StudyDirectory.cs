using AerNas.Runs;

namespace AerNas.Studies;

/// <summary>
/// The folder of a study and the names in it: <c>study.json</c> (its file, resolved, its runs, versions, machine), <c>runs/</c> with an
/// ordinary run directory for each search or lookup, <c>trainings/</c> with one of the same name for each training of what was found, where the
/// study trains, and <c>report.md</c> once it is done. A random architecture that no table tells of is drawn and has a training only.
/// </summary>
public sealed class StudyDirectory
{
    private const string Record = "study.json";

    private StudyDirectory(string path)
    {
        Path = path;
    }

    /// <summary>Where the study lies.</summary>
    public string Path { get; }

    /// <summary>The file of what it consists of.</summary>
    public string RecordFile => System.IO.Path.Combine(Path, Record);

    /// <summary>The file of what came of it.</summary>
    public string ReportFile => System.IO.Path.Combine(Path, "report.md");

    /// <summary>Makes a new study's folder.</summary>
    /// <exception cref="RunStorageException">It holds something already, or cannot be made.</exception>
    public static StudyDirectory Create(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        NewFolder.Make(path, "study", Record);
        return new StudyDirectory(path);
    }

    /// <summary>Opens the folder of an existing study.</summary>
    /// <exception cref="RunStorageException">No study lies there.</exception>
    public static StudyDirectory Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var study = new StudyDirectory(path);
        return File.Exists(study.RecordFile) ? study
            : throw new RunStorageException(path, $"{path} holds no study (no {Record}); name the folder that an earlier study printed.");
    }

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
