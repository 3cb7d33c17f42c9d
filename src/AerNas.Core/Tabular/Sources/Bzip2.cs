using ICSharpCode.SharpZipLib;
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
        var packed = File.ReadAllBytes(path);
        if (packed is not [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..])
            throw new TabularFormatException(path, "this is no bz2 file. Fetch it again.", 0);
        using var input = new MemoryStream(packed);
        try
        {
            using var stream = new BZip2InputStream(input) { IsStreamOwner = false };
            return ReadAll(stream, path);
        }
        catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException or IndexOutOfRangeException)
        {
            // Past the end of a table the library's own bounds stop it: that too is a damaged file.
            throw new TabularFormatException(path, $"the bz2 data is cut short or damaged ({e.Message}) Fetch the file again.", input.Position, e);
        }
    }

    private static byte[] ReadAll(BZip2InputStream stream, string path)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer, 0, buffer.Length) is var read and > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > Longest)
                throw new TabularFormatException(path, $"it unpacks to more than {Longest >> 20} MB, which no cell of the table does. Fetch it again.");
        }

        return content.ToArray();
    }
}
