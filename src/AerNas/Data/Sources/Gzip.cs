using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;

namespace AerNas.Data.Sources;

/// <summary>Decompresses gzip, with its checksum and length checked (the framework takes a stream that is cut short for whole).</summary>
internal static class Gzip
{
    /// <summary>Whether the bytes begin as gzip does.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    /// <summary>A stream of the decompressed bytes; what it throws on damage, <see cref="IsDamage"/> knows.</summary>
    public static Stream Open(Stream compressed) => new GZipInputStream(compressed);

    /// <summary>Whether the exception tells of gzip data that is cut short or damaged.</summary>
    public static bool IsDamage(Exception exception) => exception is SharpZipBaseException or EndOfStreamException;

    /// <summary>The decompressed bytes.</summary>
    /// <exception cref="DatasetFormatException">The data is cut short or damaged.</exception>
    public static byte[] Decompress(byte[] bytes, string file)
    {
        try
        {
            using var gzip = Open(new MemoryStream(bytes));
            using var output = new MemoryStream();
            gzip.CopyTo(output);
            return output.ToArray();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new DatasetFormatException(file,
                $"the gzip data is cut short or damaged ({e.Message}) Download it again.", innerException: e);
        }
    }
}
