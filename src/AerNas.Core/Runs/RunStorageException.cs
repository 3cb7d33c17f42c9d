using AerNas.Texts;

namespace AerNas.Runs;

/// <summary>A file of a run could not be written or read: the disk is full, the folder is read-only or not there, or another process writes it.</summary>
public sealed class RunStorageException : Exception
{
    /// <summary>Wraps what the system said.</summary>
    public RunStorageException(string path, Exception inner)
        : base(PrintableText.Message($"Cannot write {path}: {inner?.Message.TrimEnd('.')}. Free some space or choose another place; what was saved before is intact."), inner)
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
}
