using System.Formats.Tar;
using System.IO.Compression;
using ICSharpCode.SharpZipLib.BZip2;

namespace AerNas.Fuzzing.Seeds;

/// <summary>Archives of small datasets.</summary>
internal static class SmallArchives
{
    private static readonly TarEntryFormat[] Formats = [TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.V7];

    /// <summary>Pictures and IDX files in each of tar's forms, one with names that are too long for a header.</summary>
    public static IReadOnlyList<byte[]> Tars { get; } =
    [
        .. Formats.Select(format => Tar(SmallDatasets.Pictures(), format)),
        Tar(SmallDatasets.Idx(), TarEntryFormat.Pax),
        Tar(SmallDatasets.Idx().ToDictionary(file => $"{new string('f', 120)}/{file.Key}", file => file.Value), TarEntryFormat.Gnu),
        Tar(SmallDatasets.Idx().ToDictionary(file => $"{new string('f', 120)}/{file.Key}", file => file.Value), TarEntryFormat.Pax),
    ];

    public static byte[] Tar(Dictionary<string, byte[]> files, TarEntryFormat format)
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, format))
            foreach (var (name, bytes) in files)
                tar.WriteEntry(Entry(format, name, bytes));
        return output.ToArray();
    }

    public static byte[] Zip(Dictionary<string, byte[]> files, CompressionLevel level)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
            foreach (var (name, bytes) in files)
                using (var entry = zip.CreateEntry(name, level).Open())
                    entry.Write(bytes);
        return output.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest)) gzip.Write(bytes);
        return output.ToArray();
    }

    public static byte[] Bzip2(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var bzip2 = new BZip2OutputStream(output, 1) { IsStreamOwner = false }) bzip2.Write(bytes);
        return output.ToArray();
    }

    /// <summary>As much as comes out of deflated data that may be damaged.</summary>
    public static byte[] Inflated(ReadOnlyMemory<byte> deflated, int most)
    {
        using var stream = new DeflateStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress);
        using var content = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (content.Length < most && stream.Read(buffer) is var read and > 0) content.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // what came out before is what counts
        }

        return content.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, string name, byte[] bytes)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            _ => new UstarTarEntry(TarEntryType.RegularFile, name),
        };
        entry.ModificationTime = DateTimeOffset.UnixEpoch; // archives are the same each time
        entry.DataStream = new MemoryStream(bytes);
        return entry;
    }
}
