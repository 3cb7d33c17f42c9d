using AerNas.Files;
using ICSharpCode.SharpZipLib.GZip;

namespace AerNas.Data.Sources;

/// <summary>Decompresses gzip, with its checksum and length checked (the framework takes a stream that is cut short for whole).</summary>
internal static class Gzip
{
    private const int PieceLength = 1 << 16;

    public static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    /// <summary>A stream of the decompressed bytes; it throws <see cref="InvalidDataException"/> on damage, and beyond its limit.</summary>
    public static UnpackedStream Open(Stream compressed) => new(new GZipInputStream(compressed), compressed.Length, UnpackLimit.Images);

    /// <summary>The decompressed bytes.</summary>
    /// <exception cref="DatasetFormatException">The data is cut short or damaged, or more than images come to.</exception>
    public static byte[] Decompress(byte[] bytes, string file)
    {
        try
        {
            using var gzip = Open(new MemoryStream(bytes));
            return ReadAll(gzip);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetFormatException(file,
                $"the gzip data is cut short or damaged ({e.Message}) Download it again.", innerException: e);
        }
    }

    /// <summary>In pieces: a buffer that doubles takes four times the content.</summary>
    private static byte[] ReadAll(UnpackedStream gzip)
    {
        var pieces = new List<ArraySegment<byte>>();
        do
        {
            var piece = new byte[PieceLength];
            pieces.Add(new ArraySegment<byte>(piece, 0, gzip.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false)));
        }
        while (pieces[^1].Count == PieceLength);

        var content = new byte[pieces.Sum(piece => piece.Count)];
        for (var i = 0; i < pieces.Count; i++) pieces[i].CopyTo(content, i * PieceLength);
        return content;
    }
}
