using System.Buffers.Binary;
using System.Text;

namespace AerNas.Fuzzing.Seeds;

/// <summary>Writes pickles opcode by opcode.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [];

    public PickleWriter Op(char opcode) => Raw([(byte)opcode]);

    public PickleWriter Op(byte opcode) => Raw([opcode]);

    public PickleWriter Line(char opcode, string text) => Raw([(byte)opcode, .. Encoding.UTF8.GetBytes(text), (byte)'\n']);

    public PickleWriter Text(string text) => Counted('X', Encoding.UTF8.GetBytes(text));

    public PickleWriter Bytes(byte[] bytes) => Counted('B', bytes);

    /// <summary>An 8-bit string of Python 2.</summary>
    public PickleWriter String(byte[] bytes) => Counted('T', bytes);

    public PickleWriter Int(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Raw([(byte)'J', .. bytes]);
    }

    public PickleWriter Global(string module, string name) => Line('c', module).Raw(Encoding.UTF8.GetBytes(name + "\n"));

    /// <summary>A NumPy array as NumPy 1 writes it in protocol 2, with bytes as bytes.</summary>
    public PickleWriter Array(string type, int[] shape, byte[] bytes, bool firstIndexFastest = false, string byteOrder = "|")
    {
        Global("numpy.core.multiarray", "_reconstruct").Op('(').Global("numpy", "ndarray").Op('(').Int(0).Op('t')
            .Bytes("b"u8.ToArray()).Op('t').Op('R');
        Op('(').Int(1).Op('(');
        foreach (var length in shape)
            Int(length);
        Op('t').Global("numpy", "dtype").Op('(').Text(type).Int(0).Int(1).Op('t').Op('R');
        Op('(').Int(3).Text(byteOrder).Op('N').Op('N').Op('N').Int(-1).Int(-1).Int(0).Op('t').Op('b');
        return Op(firstIndexFastest ? (byte)0x88 : (byte)0x89).Bytes(bytes).Op('t').Op('b');
    }

    public PickleWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>The pickle, ended.</summary>
    public byte[] End() => [.. Op('.')._bytes];

    private PickleWriter Counted(char opcode, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Raw([(byte)opcode, .. length, .. bytes]);
    }
}
