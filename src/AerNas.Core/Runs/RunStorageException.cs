namespace AerNas.Runs;

/// <summary>A file of a run cannot be written or read: the disk is full, it is read-only, gone, or another process writes it.</summary>
public sealed class RunStorageException : Exception
{
    /// <summary>Wraps what the system said.</summary>
    public RunStorageException(string path, Exception inner)
        : base(PrintableText.Message($"Cannot write {path}: {Reason(path, inner)}; what was saved before is intact."), inner)
    {
        Path = path;
    }

    /// <summary>Tells of a folder that cannot be used.</summary>
    public RunStorageException(string path, string message)
        : base(PrintableText.Message(message))
    {
        Path = path;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    private static string Reason(string path, Exception? inner)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? path;
        var nearest = folder;
        while (!System.IO.Path.Exists(nearest) && System.IO.Path.GetDirectoryName(nearest) is { } above) nearest = above;
        return IsReadOnly(inner) ? $"{nearest} is read-only, or not yours to write. Choose another place, with --out or what else names it"
            : File.Exists(nearest) ? $"{nearest} is a file, no folder. Choose another place"
            : nearest != folder && inner is DirectoryNotFoundException ? $"there is no folder {folder}. Make it, or choose another place"
            : inner is PathTooLongException ? "its name is too long. Choose a shorter one"
            : inner is FileNotFoundException ? $"no file can be made in {folder}. Choose another place"
            : $"{Said(inner)}. Free some space or choose another place";
    }

    /// <summary>What the system said, without the file that it said it of, which may be one that is renamed at the end.</summary>
    private static string? Said(Exception? inner) => inner?.Message.Split(" : '")[0].TrimEnd('.');

    /// <summary>Whether the system refuses whoever asks, or writing on the file system (EROFS), which .NET has no exception for.</summary>
    private static bool IsReadOnly(Exception? inner) => inner is UnauthorizedAccessException
        || (inner is IOException { HResult: 30 } && !OperatingSystem.IsWindows())
        || (inner?.Message.Contains("Read-only file system", StringComparison.Ordinal) ?? false);
}
