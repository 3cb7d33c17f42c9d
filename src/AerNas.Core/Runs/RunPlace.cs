using System.Globalization;
using AerNas.Files;

namespace AerNas.Runs;

/// <summary>Where a new run or study is to lie: in a folder that is named, or in the first free one of <c>parent/stem-001</c>, <c>-002</c>,
/// … A path converts to it. Of processes that begin at the same moment no two get the same folder.</summary>
public sealed record RunPlace
{
    private readonly string _path;
    private readonly bool _isRow;

    private RunPlace(string path, bool isRow)
    {
        ArgumentNullException.ThrowIfNull(path);
        _path = path;
        _isRow = isRow;
    }

    /// <summary>A folder; it need not be there.</summary>
    public static RunPlace At(string path) => new(path, isRow: false);

    /// <summary>The first folder of a numbered row that is not there yet.</summary>
    public static RunPlace NextFree(string parent, string stem) => new(Path.Combine(parent, stem), isRow: true);

    /// <summary>The folder of a path.</summary>
    public static implicit operator RunPlace(string path) => At(path);

    /// <summary>Makes the folder and locks it.</summary>
    /// <exception cref="RunStorageException">It holds something already, another process begins there, or it cannot be made.</exception>
    internal (string Path, WriteLock Lock) Make(string what, string record) => _isRow ? MakeNext(record) : (_path, MakeNamed(what, record));

    /// <summary>Whether a folder is empty, or holds only what a killed process left before it had written its first file.</summary>
    internal static bool IsUnbegun(string path, string record) => Directory.EnumerateFileSystemEntries(path).All(entry =>
        Path.GetFileName(entry) == WriteLock.FileName || AtomicFile.IsPartialOf(entry, record) || IsEmptyFolder(entry));

    /// <summary>Refuses a folder without the record that a run or study begins with.</summary>
    internal static void RequireBegun(string path, string what, string record)
    {
        if (File.Exists(Path.Combine(path, record))) return;
        var wasBegun = Directory.Exists(path) && IsUnbegun(path, record) && Directory.EnumerateFiles(path).Any();
        throw new RunStorageException(path, wasBegun
            ? $"the {what} in {path} was stopped before it had written anything; begin it again with the command that began it."
            : $"{path} holds no {what} (no {record}); name the folder that an earlier {what} printed.");
    }

    private WriteLock MakeNamed(string what, string record)
    {
        if (File.Exists(_path)) throw new RunStorageException(_path, $"{_path} is a file; name a folder with --out.");
        AtomicFile.MakeFolder(_path);
        RequireUnbegun(what, record); // before a lock file is made among what is not ours
        return WriteLock.OfFolder(_path).HandTo(held =>
        {
            RequireUnbegun(what, record);
            return held;
        });
    }

    private (string Path, WriteLock Lock) MakeNext(string record)
    {
        for (var number = 1; ; number++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{_path}-{number:000}");
            if (System.IO.Path.Exists(path)) continue;
            AtomicFile.MakeFolder(path);
            if (WriteLock.TryOfFolder(path) is not { } held) continue; // another process was faster
            if (IsUnbegun(path, record)) return (path, held);
            held.Dispose(); // it was, and has ended
        }
    }

    private void RequireUnbegun(string what, string record)
    {
        if (IsUnbegun(_path, record)) return;
        var remedy = File.Exists(Path.Combine(_path, record))
            ? $"go on with that {what} by --resume, or name another folder with --out."
            : "name another folder with --out.";
        throw new RunStorageException(_path, $"{_path} exists and is not empty; {remedy}");
    }

    private static bool IsEmptyFolder(string path) => Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any();
}
