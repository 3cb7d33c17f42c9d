using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AerNas.Files;

/// <summary>Opens files that a person names or that lie in folders of theirs. A pipe, a device or a socket in a file's place could hold the
/// process for ever or never end; here it is refused before it is opened. So are files that are too long for what they are to
/// hold.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It is missing, no regular file, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path)
    {
        Require(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"there is no file {path}. Look whether its name is right.", path, e);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It is missing, no regular file, too long, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadBytes(string path, long most)
    {
        using var file = Open(path);
        if (file.Length > Math.Min(most, Array.MaxLength))
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture, $"{path} has {file.Length:N0} bytes, where at most {most:N0} are read."));
        var bytes = new byte[file.Length];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Demands that a path, if anything lies there, is a regular file.</summary>
    /// <exception cref="IOException">It is a folder, a pipe, a device or a socket.</exception>
    public static void Require(string path)
    {
        var kind = Directory.Exists(path) ? "a folder" : OperatingSystem.IsLinux() ? LinuxKind(path) : null;
        if (kind is not null) throw new IOException($"{path} is {kind}, where a file is read. Name a regular file, or put one there.");
    }

    /// <summary>What a path is if it is not a regular file; null if it is one, or if nothing lies there.</summary>
    private static string? LinuxKind(string path)
    {
        // AT_FDCWD, STATX_TYPE, sizeof(struct statx), offsetof stx_mode
        const int WorkingDirectory = -100, Type = 1, Length = 256, Mode = 28;
        var status = new byte[Length];
        if (Statx(WorkingDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, Type, status) != 0) return null; // opening it tells why
        return (BitConverter.ToUInt16(status, Mode) & 0xF000) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0x4000 => "a folder",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);
}
