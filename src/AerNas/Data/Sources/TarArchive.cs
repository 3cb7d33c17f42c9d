using System.Formats.Tar;

namespace AerNas.Data.Sources;

/// <summary>Reads the files of a tar archive, plain or gzipped, into memory.</summary>
internal static class TarArchive
{
    private const int MagicOffset = 257;

    /// <summary>Whether the bytes a file begins with are those of a tar archive.</summary>
    public static bool IsTar(ReadOnlySpan<byte> start) =>
        start.Length >= MagicOffset + 5 && start.Slice(MagicOffset, 5).SequenceEqual("ustar"u8);

    /// <summary>Reads an archive.</summary>
    /// <exception cref="DatasetFormatException">It is cut short, damaged or no tar archive.</exception>
    public static MemoryFiles Read(string path, bool isGzip)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = isGzip ? Gzip.Open(file) : file;
            var contents = ReadEntries(stream);

            // The checksum of gzip comes after the last byte.
            stream.CopyTo(Stream.Null);
            return new MemoryFiles(path, contents);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException || Gzip.IsDamage(e))
        {
            throw new DatasetFormatException(path,
                $"the archive is cut short, damaged, or no tar archive ({e.Message}) Download it again.", innerException: e);
        }
    }

    private static Dictionary<string, byte[]> ReadEntries(Stream stream)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var reader = new TarReader(stream, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            if (entry.Length > Array.MaxLength)
                throw new InvalidDataException($"{entry.Name} claims {entry.Length} bytes.");
            var bytes = new byte[entry.Length];
            data.ReadExactly(bytes);
            contents[entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name] = bytes;
        }
        return contents;
    }
}
