using AerNas.Files;

namespace AerNas.Data.Sources;

/// <summary>Reads the files of a tar archive, gzipped or not, into memory: those a dataset may consist of, and all names.</summary>
internal static class TarArchive
{
    /// <summary>Reads an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="isGzip">Whether it is gzipped.</param>
    /// <param name="wanted">Whether a file of a name is read; others are passed over.</param>
    /// <exception cref="DatasetFormatException">It is cut short, damaged, no tar archive, or larger than those of images.</exception>
    public static MemoryFiles Read(string path, bool isGzip, Func<string, bool> wanted)
    {
        try
        {
            using var file = RegularFile.Open(path);
            return Read(file, path, isGzip, wanted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetFormatException(path, $"the archive cannot be read ({e.Message}).", innerException: e);
        }
    }

    /// <summary>Reads an archive from an open file.</summary>
    /// <inheritdoc cref="Read(string, bool, Func{string, bool})"/>
    public static MemoryFiles Read(Stream file, string path, bool isGzip, Func<string, bool> wanted)
    {
        try
        {
            if (!isGzip) return new MemoryFiles(path, ReadEntries(file, wanted, () => file.Length - file.Position));
            using var stream = Gzip.Open(file);
            var contents = ReadEntries(stream, wanted, () => stream.Left);

            // The checksum of gzip comes after the last byte.
            stream.CopyTo(Stream.Null);
            return new MemoryFiles(path, contents);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetFormatException(path,
                $"the archive is cut short, damaged, or no tar archive ({e.Message}) Download it again.", innerException: e);
        }
    }

    private static Dictionary<string, byte[]?> ReadEntries(Stream stream, Func<string, bool> wanted, Func<long> left)
    {
        var contents = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        var reader = new TarReader(stream);
        while (reader.Next() is var (path, length))
        {
            var name = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
            if (length > left()) throw new InvalidDataException($"a file in it claims {length} bytes, more than it can hold.");
            contents[name] = wanted(name) ? Content(reader, length) : null;
        }

        return contents;
    }

    private static byte[] Content(TarReader reader, long length)
    {
        if (length > Array.MaxLength) throw new InvalidDataException($"a file in it has {length} bytes, more than fit into memory.");
        var content = GC.AllocateUninitializedArray<byte>((int)length); // memory is taken as bytes arrive, not as they are claimed
        reader.Read(content);
        return content;
    }
}
