using System.Text;

namespace AerNas.Runs;

/// <summary>Writes files, and makes folders, so that a reader, or a machine that stops at any moment, finds the old content or the new,
/// never a part; and once it is written, a loss of power does not undo it. Processes that write the same file at once do not meet: the last
/// one wins.</summary>
public static class AtomicFile
{
    private const string TemporarySuffix = ".partial";
    private const int UniqueLetters = 8;

    /// <summary>Writes beside the target, flushes to the disk, then renames over it.</summary>
    /// <param name="path">The target; its folder exists. A device or pipe under <c>/dev</c> or <c>/proc</c> is written to directly.</param>
    /// <param name="write">Writes the whole content.</param>
    /// <exception cref="RunStorageException">The disk is full or fails, or the folder cannot be written; the old content stays.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, overwrite: true);

    /// <summary>Writes a file that must not be there yet.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void WriteNew(string path, Action<Stream> write) => Write(path, write, overwrite: false);

    /// <summary>Writes a text in UTF-8.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Demands that a file can be written, before work begins whose result it is to hold. What stands there stays.</summary>
    /// <param name="path">The target.</param>
    /// <exception cref="RunStorageException">It is a folder, or its folder is missing or cannot be written.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path)) throw new RunStorageException(path, $"{path} is a folder; name the file to write.");
        if (IsDevice(path)) return;
        try
        {
            using var probe = new FileStream(TemporaryOf(path), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(path, e);
        }
    }

    /// <summary>Makes a folder, and those above it that are missing, for good.</summary>
    /// <exception cref="RunStorageException">It cannot be made.</exception>
    public static void MakeFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var missing = new List<string>();
            for (var folder =
                Path.TrimEndingDirectorySeparator(
                    Path.GetFullPath(path)); !Directory.Exists(folder); folder = Path.GetDirectoryName(folder)!)
                missing.Add(folder);
            Directory.CreateDirectory(path);
            foreach (var made in missing) Disk.FlushFolder(Path.GetDirectoryName(made)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(path, e);
        }
    }

    /// <summary>Removes what processes that were killed left half written, in a folder and those directly in it.</summary>
    /// <param name="folder">A folder that no other process writes into.</param>
    internal static void RemovePartials(string folder)
    {
        foreach (var place in Directory.EnumerateDirectories(folder).Prepend(folder)) RemovePartials(place, "");
    }

    /// <summary>Removes what processes that were killed left half written of one file.</summary>
    internal static void RemovePartialsOf(string path) =>
        RemovePartials(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path) + ".");

    /// <summary>Whether a file is what a process that was killed left half written of another.</summary>
    internal static bool IsPartialOf(string file, string name) =>
        Path.GetFileName(file) is var own && own.StartsWith(name, StringComparison.Ordinal)
            && own.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    private static void Write(string path, Action<Stream> write, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        var device = IsDevice(path);
        var temporary = TemporaryOf(path);
        try
        {
            using (var stream = device
                ? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
                : new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                if (device) return;
                Disk.Flush(stream);
            }

            File.Move(temporary, path, overwrite);
            Disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw new RunStorageException(path, e);
        }
    }

    private static string TemporaryOf(string path) => $"{path}.{Path.GetRandomFileName()[..UniqueLetters]}{TemporarySuffix}";

    /// <summary>A device must never be renamed over: the machine would lose it.</summary>
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && File.Exists(path)
        && Path.GetFullPath(path) is var full && (full.StartsWith("/proc/", StringComparison.Ordinal)
            || (full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal)));

    private static void RemovePartials(string folder, string start)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => IsPartialOf(file, start)).ToList()) TryDelete(file);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A left-over partial file is ignored by every reader.
        }
    }
}
