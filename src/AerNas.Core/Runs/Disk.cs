using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AerNas.Runs;

/// <summary>Has the system put bytes and names onto the disk, so that they outlive a loss of power, and tells where it cannot. On Linux it
/// asks by itself: <c>FileStream.Flush(true)</c> of .NET 10 goes on as if nothing were amiss where the disk reports an error, and nothing
/// of .NET flushes the names in a folder.</summary>
internal static class Disk
{
    private const int ReadOnly = 0; // O_RDONLY

    /// <summary>Puts what was written to a file onto the disk.</summary>
    /// <exception cref="IOException">The disk reports an error, maybe of an earlier write.</exception>
    public static void Flush(FileStream file)
    {
        file.Flush(flushToDisk: !OperatingSystem.IsLinux()); // a second call after a failed one would be told of no error
        if (!OperatingSystem.IsWindows()) Synchronize(file.SafeFileHandle);
    }

    /// <summary>Puts a folder's names onto the disk: of files made, renamed or removed there. Windows does that by itself.</summary>
    /// <exception cref="IOException">The disk reports an error.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = OpenUnlocked(path);
        Synchronize(folder);
    }

    /// <summary>Opens a file for reading although another process may have locked it.</summary>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static FileStream Read(string path) => OperatingSystem.IsWindows()
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : new FileStream(OpenUnlocked(path), FileAccess.Read);

    /// <summary>Opens a file or folder without a lock of its own, which .NET would put on it.</summary>
    private static SafeFileHandle OpenUnlocked(string path)
    {
        var handle = Open(path, ReadOnly);
        if (!handle.IsInvalid) return handle;
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'");
    }

    private static void Synchronize(SafeFileHandle handle)
    {
        while (FileSync(handle) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (IsUnsupported(error)) return;
            if (!IsInterruption(error)) throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    private static bool IsInterruption(int error) => error == 4; // EINTR

    /// <summary>Whether it can never be flushed: EINVAL, EROFS, ENOSYS, ENOTSUP of macOS and of Linux.</summary>
    private static bool IsUnsupported(int error) => error is 22 or 30 or 38 or 45 or 95;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FileSync(SafeFileHandle handle);
}
