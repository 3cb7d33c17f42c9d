using System.IO.Compression;
using ICSharpCode.SharpZipLib.Checksum;

namespace AerNas.Data.Sources;

/// <summary>The files of a zip archive, read from it when asked for, with their checksums checked (the framework does not).</summary>
internal sealed class ZipFiles : DatasetFiles
{
    // Deflate cannot do better than 1 : 1032.
    private const long MostExpansion = 1100;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly Lock _lock = new();

    private ZipFiles(string path, ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries)
        : base(path, entries.Keys)
    {
        _archive = archive;
        _entries = entries;
    }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="DatasetFormatException">It is damaged or cannot be opened.</exception>
    public static ZipFiles Open(string path)
    {
        ZipArchive? archive = null;
        try
        {
            archive = ZipFile.OpenRead(path);
            var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries)
                entries[entry.FullName.Replace('\\', '/')] = entry;
            return new ZipFiles(path, archive, entries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            archive?.Dispose();
            throw new DatasetFormatException(path,
                $"the zip archive is cut short or damaged ({e.Message}) Download it again.", innerException: e);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _archive.Dispose();
    }

    protected override byte[] ReadCore(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            return [];
        if (entry.Length > Math.Min(Array.MaxLength, entry.CompressedLength * MostExpansion))
            throw new InvalidDataException("its length cannot be right: the archive is damaged");
        var bytes = new byte[entry.Length];
        lock (_lock)
        {
            using var stream = entry.Open();
            stream.ReadExactly(bytes);
        }
        var checksum = new Crc32();
        checksum.Update(bytes);
        return (uint)checksum.Value == entry.Crc32
            ? bytes
            : throw new InvalidDataException("its checksum is wrong: the archive is damaged");
    }
}
