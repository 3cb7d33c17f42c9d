namespace AerNas.Runs;

/// <summary>Writes files so that a reader, or a machine that stops at any moment, finds the old content or the new, never a part.</summary>
public static class AtomicFile
{
    private const string TemporarySuffix = ".partial";

    /// <summary>Writes beside the target, flushes to the disk, then renames over it.</summary>
    /// <param name="path">The target; its folder exists.</param>
    /// <param name="write">Writes the whole content.</param>
    /// <exception cref="RunStorageException">The disk is full or the folder cannot be written; the old content is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = path + TemporarySuffix;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw new RunStorageException(path, e);
        }
    }

    /// <summary>Writes a text in UTF-8.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The original failure is what the user must hear; a left-over partial file is ignored by every reader.
        }
    }
}
