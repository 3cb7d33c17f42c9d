using System.Text;

namespace AerNas.Data.Sources;

/// <summary>The plain files of a tar archive, one after another: ustar, GNU (long names) and PAX (path and size). Links, devices and
/// folders are passed over. Whatever a header claims, no more memory is taken than for a name.</summary>
/// <remarks>The framework's reader takes as much memory as a header claims, 2 GB of it; that of SharpZipLib gathers names of any
/// length.</remarks>
internal sealed class TarReader(Stream stream)
{
    private const int Block = 512;
    private const int NameLength = 100, SizeAt = 124, SizeLength = 12, ChecksumAt = 148, ChecksumLength = 8, TypeAt = 156, MagicAt = 257;
    private const int PrefixAt = 345, PrefixLength = 155;
    private const int LongestName = 1024, LongestAttributes = 1 << 16;

    private readonly byte[] _header = new byte[Block];
    private long _left, _padding;

    /// <summary>Whether the bytes a file begins with are those of a tar archive.</summary>
    public static bool IsTar(ReadOnlySpan<byte> start) => start.Length >= MagicAt + 5 && start.Slice(MagicAt, 5).SequenceEqual("ustar"u8);

    /// <summary>Goes on to the next plain file; null at the end.</summary>
    /// <exception cref="InvalidDataException">A header is damaged, or the archive is cut short.</exception>
    public (string Name, long Length)? Next()
    {
        string? longName = null;
        TarAttributes? attributes = null;
        while (ReadHeader())
        {
            switch ((char)_header[TypeAt])
            {
                case 'L': longName = Text(Content(LongestName + 1, "a name")); break;
                case 'x': attributes = TarAttributes.Parse(Content(LongestAttributes, "attributes")); break;
                case 'S': throw Sparse();
                case '1' or '2' or '3' or '4' or '5' or '6': (_left, _padding, longName, attributes) = (0, 0, null, null); break;
                case '0' or '7' or '\0':
                    if (attributes is { IsSparse: true }) throw Sparse();
                    if (attributes?.Size is { } size) SetLength(size);
                    return (Checked(attributes?.Path ?? longName ?? HeaderName()), _left);
                default: break; // of kinds that hold no plain file only the content is passed over
            }
        }

        return null;
    }

    /// <summary>Reads the content of the file that <see cref="Next"/> told of, in full or a beginning.</summary>
    /// <exception cref="InvalidDataException">The archive is cut short.</exception>
    public void Read(Span<byte> content)
    {
        Fill(content);
        _left -= content.Length;
    }

    /// <summary>Passes over what is left of an entry, then reads the header after it; false at the end of the archive.</summary>
    private bool ReadHeader()
    {
        PassOver(_left + _padding);
        (_left, _padding) = (0, 0);
        var read = stream.ReadAtLeast(_header, Block, throwOnEndOfStream: false);
        if (read == 0 || !_header.AsSpan(0, read).ContainsAnyExcept((byte)0)) return false;
        if (read < Block) throw CutShort();
        if (Number(_header.AsSpan(ChecksumAt, ChecksumLength)) is var checksum && checksum != Checksum())
            throw new InvalidDataException("the checksum of a header is wrong.");
        SetLength(Number(_header.AsSpan(SizeAt, SizeLength)));
        return true;
    }

    private void SetLength(long length)
    {
        if (length is < 0 or > long.MaxValue - Block) throw new InvalidDataException("a header tells an impossible length.");
        (_left, _padding) = (length, -length & (Block - 1));
    }

    private byte[] Content(int most, string what)
    {
        if (_left > most) throw new InvalidDataException($"{what} of {_left} bytes is longer than any.");
        var content = new byte[_left];
        Read(content);
        return content;
    }

    private long Checksum() => _header.Sum(value => (long)value) + (ChecksumLength * ' ')
        - _header.AsSpan(ChecksumAt, ChecksumLength).ToArray().Sum(value => (long)value);

    /// <summary>Octal digits, or where the first bit is set a number of base 256.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            var value = field[0] == 0x80 ? 0L : -1; // negative numbers, and those of more than 64 bits
            foreach (var digit in field[1..]) value = value is < 0 or > long.MaxValue >> 8 ? -1 : (value << 8) | digit;
            return value;
        }

        var number = 0L;
        foreach (var digit in field.Trim(" \0"u8))
            number = digit is >= (byte)'0' and <= (byte)'7'
                ? (number << 3) | (uint)(digit - '0')
                : throw new InvalidDataException("a header holds no number where one is due.");
        return number;
    }

    private string HeaderName()
    {
        var name = Text(_header.AsSpan(0, NameLength));
        var isUstar = _header.AsSpan(MagicAt, 6).SequenceEqual("ustar\0"u8); // GNU's own form has other things in the prefix's place
        return isUstar && Text(_header.AsSpan(PrefixAt, PrefixLength)) is { Length: > 0 } prefix ? $"{prefix}/{name}" : name;
    }

    private static string Text(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes.IndexOf((byte)0) is var end and >= 0 ? bytes[..end] : bytes);

    private static string Checked(string name) => name.Length is > 0 and <= LongestName && !name.Contains('\0', StringComparison.Ordinal)
        ? name
        : throw new InvalidDataException("the name of a file is empty or impossible.");

    private void PassOver(long count)
    {
        if (stream.CanSeek)
        {
            if (count > stream.Length - stream.Position) throw CutShort();
            stream.Position += count;
            return;
        }

        Span<byte> buffer = stackalloc byte[4096];
        for (; count > 0; count -= buffer.Length) Fill(buffer[..(int)Math.Min(count, buffer.Length)]);
    }

    private void Fill(Span<byte> target)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw CutShort();
    }

    private static InvalidDataException CutShort() => new("it ends within an entry.");

    private static InvalidDataException Sparse() => new("it holds a file in sparse form, which is not read; pack it without --sparse.");
}
