// The system's lock decides, and it goes with the process however that ends: a lock file that is left hinders nobody. Network file systems
// of today have such locks too. Where one has none, .NET goes on without; then the file's content decides, as long as the process that it
// names lives on this machine. .NET removes the file with its lock still on it, and takes care that nobody then holds a file that is gone.

namespace AerNas.Runs;

/// <summary>Keeps a folder or file to one process, or one part of it, that writes it, until disposed. Reading stays free.</summary>
internal sealed class WriteLock(FileStream file) : IDisposable
{
    /// <summary>The name of a folder's lock.</summary>
    public const string FileName = "write.lock";

    private readonly FileStream _file = file;

    /// <summary>Windows lets nobody read what is shared with none; elsewhere it is what keeps other writers out.</summary>
    private static FileShare OneWriter => OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;

    /// <summary>Locks a folder, and removes what a process that was killed has left half written in it.</summary>
    /// <exception cref="RunStorageException">Another one holds it, as the message tells, or it cannot be written.</exception>
    public static WriteLock OfFolder(string path) => TryOfFolder(path) ?? throw Refusal(path, Path.Combine(path, FileName));

    /// <summary>Locks a file that is to be written, and removes what a process that was killed has left half written of it.</summary>
    /// <inheritdoc cref="OfFolder"/>
    public static WriteLock OfFile(string path)
    {
        var file = path + ".lock";
        var held = TryTake(file) ?? throw Refusal(path, file);
        AtomicFile.RemovePartialsOf(path);
        return held;
    }

    /// <summary>Locks a folder as <see cref="OfFolder"/> does; null where another one holds it.</summary>
    internal static WriteLock? TryOfFolder(string path)
    {
        if (TryTake(Path.Combine(path, FileName)) is not { } held) return null;
        AtomicFile.RemovePartials(path);
        return held;
    }

    public void Dispose() => _file.Dispose();

    private static WriteLock? TryTake(string file)
    {
        if (LockHolder.Of(file) is { Lives: true }) return null;
        FileStream? stream = null;
        try
        {
            stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, OneWriter, bufferSize: 1, FileOptions.DeleteOnClose);
            stream.SetLength(0);
            stream.Write(LockHolder.Current.ToBytes());
            stream.Flush();
            return new WriteLock(stream);
        }
        catch (IOException e) when (stream is null && IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new RunStorageException(file, e);
        }
    }

    /// <summary>Whether it tells of a lock: EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static RunStorageException Refusal(string what, string file) => new(what,
        $"{what} is being written by {LockHolder.Of(file)?.ToString() ?? "another process"}; wait until it has ended, or "
        + "stop it, and try again.");
}
