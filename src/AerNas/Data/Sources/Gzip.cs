using System.IO.Compression;

namespace AerNas.Data.Sources;

/// <summary>Decompresses gzip, with its checksum and length checked.</summary>
internal static class Gzip
{
    /// <summary>Whether the bytes begin as gzip does.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    /// <summary>The decompressed bytes.</summary>
    /// <exception cref="DatasetFormatException">The data is cut short or damaged.</exception>
    public static byte[] Decompress(byte[] bytes, string file)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var output = new MemoryStream();
            gzip.CopyTo(output);
            return output.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new DatasetFormatException(file, $"the gzip data is cut short or damaged ({e.Message}) Download it again.", innerException: e);
        }
    }
}
