using AerNas.Files;
using ICSharpCode.SharpZipLib.BZip2;

namespace AerNas.Tabular.Sources;

/// <summary>Unpacks a small bz2 file, with its checksums checked.</summary>
internal static class Bzip2
{
    /// <summary>The longest content that is unpacked; a published cell has a third of a megabyte, the list of cells 1.4.</summary>
    public const int Longest = 8 << 20;

    /// <summary>The content of a file.</summary>
    /// <exception cref="TabularFormatException">It is no bz2, cut short, damaged or too long.</exception>
    public static byte[] Unpack(string path)
    {
        try
        {
            return Unpack(RegularFile.ReadBytes(path, Longest), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TabularFormatException(path, $"the file cannot be read ({e.Message}).", innerException: e);
        }
    }

    /// <summary>The content of the bytes of a file.</summary>
    /// <inheritdoc cref="Unpack(string)"/>
    public static byte[] Unpack(byte[] packed, string path)
    {
        if (packed is not [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..])
            throw new TabularFormatException(path, "this is no bz2 file. Fetch it again.", 0);
        using var input = new MemoryStream(packed);
        try
        {
            using var stream = UnpackedStream.Turned(
                () => new UnpackedStream(new BZip2InputStream(input) { IsStreamOwner = false }, packed.Length,
                    new UnpackLimit(Longest, 0)));
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new TabularFormatException(path, $"the bz2 data is cut short or damaged ({e.Message}) Fetch the file again.",
                input.Position, e);
        }
    }
}
