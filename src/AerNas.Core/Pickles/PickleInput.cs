using System.Buffers.Binary;
using System.Text;

namespace AerNas.Pickles;

/// <summary>The bytes of a pickle and a position in them. No read goes past the end, so no length in the pickle can claim more than there
/// is.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> bytes)
{
    // Reading decimal digits costs time quadratic in their number.
    private const int LongestLine = 4096;

    private int _position;

    public long OpcodeOffset { get; private set; }

    /// <summary>Where the next opcode begins.</summary>
    public int Position => _position;

    public PickleOpcode ReadOpcode()
    {
        OpcodeOffset = _position;
        return (PickleOpcode)ReadByte();
    }

    public byte ReadByte() => Take(1)[0];

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    public long ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(bytes.Length - _position))
            throw Error($"it asks for {length} bytes where {bytes.Length - _position} are left. The file is cut short or damaged.");
        _position += (int)length;
        return bytes.Span.Slice(_position - (int)length, (int)length);
    }

    /// <summary>UTF-8; what is not valid (Python allows lone surrogates) is replaced.</summary>
    public string ReadText(ulong length) => Encoding.UTF8.GetString(Take(length));

    /// <summary>Latin-1 up to a line feed, of a number or a name.</summary>
    public string ReadLine() => ReadLine(LongestLine);

    /// <summary>Latin-1 up to a line feed, of text: protocol 0 writes whole arrays so.</summary>
    public string ReadTextLine() => ReadLine(int.MaxValue);

    private string ReadLine(int longest)
    {
        var rest = bytes.Span[_position..];
        var length = rest[..Math.Min(rest.Length, longest)].IndexOf((byte)'\n');
        if (length < 0)
            throw Error($"a line has no end within {Math.Min(rest.Length, longest)} bytes. The file is cut short or damaged.");
        _position += length + 1;
        return Encoding.Latin1.GetString(rest[..length]);
    }

    public PickleFormatException Error(string problem) => new(problem, OpcodeOffset);
}
