using System.IO.Compression;
using AerNas.Files;
using ICSharpCode.SharpZipLib.Checksum;

namespace AerNas.Data.Sources;

/// <summary>The files of a zip archive, read from it when asked for, with their checksums checked (the framework does not).</summary>
internal sealed class ZipFiles : DatasetFiles
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly Lock _lock = new();

    private readonly long _packed;
    private long _unpacked;

    private ZipFiles(string path, ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, long packed)
        : base(path, entries.Keys)
    {
        _packed = packed;
        _archive = archive;
        _entries = entries;
    }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="DatasetFormatException">It is damaged or cannot be opened.</exception>
    public static ZipFiles Open(string path)
    {
        try
        {
            return Open(RegularFile.Open(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetFormatException(path, $"the archive cannot be read ({e.Message}).", innerException: e);
        }
    }

    /// <summary>Opens an archive from an open file, which is closed with it.</summary>
    /// <inheritdoc cref="Open(string)"/>
    public static ZipFiles Open(Stream file, string path)
    {
        ZipArchive? archive = null;
        try
        {
            var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
            archive = UnpackedStream.Turned(() => new ZipArchive(file, ZipArchiveMode.Read));
            foreach (var entry in UnpackedStream.Turned(() => archive.Entries))
                entries[entry.FullName.Replace('\\', '/')] = entry;
            return new ZipFiles(path, archive, entries, file.Length);
        }
        catch (InvalidDataException e)
        {
            archive?.Dispose();
            file.Dispose();
            throw new DatasetFormatException(path,
                $"the zip archive is cut short or damaged ({e.Message}) Download it again.", innerException: e);
        }
    }

    public override long PackedLength => _packed;

    public override void Dispose()
    {
        base.Dispose();
        _archive.Dispose();
    }

    public override long LengthOf(string name) => _entries.TryGetValue(name, out var entry) ? entry.Length : 0;

    protected override byte[] ReadCore(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            throw new InvalidDataException("it is a folder");
        lock (_lock)
        {
            var bytes = UnpackedStream.Turned(() => Unpack(entry));
            var checksum = new Crc32();
            checksum.Update(bytes);
            return (uint)checksum.Value == entry.Crc32
                ? bytes
                : throw new InvalidDataException("its checksum is wrong: the archive is damaged");
        }
    }

    /// <summary>The bytes of an entry, counted with those of all entries that were read before.</summary>
    private byte[] Unpack(ZipArchiveEntry entry)
    {
        _unpacked += entry.Length;
        if (entry.Length < 0 || entry.Length > Array.MaxLength || _unpacked > UnpackLimit.Images.Most(_packed))
            throw UnpackLimit.Images.Exceeded(_packed);
        var bytes = GC.AllocateUninitializedArray<byte>((int)entry.Length); // memory is taken as bytes arrive, not as they are claimed
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
