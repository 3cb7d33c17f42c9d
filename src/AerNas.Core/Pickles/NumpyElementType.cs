using System.Buffers.Binary;

namespace AerNas.Pickles;

/// <summary>What a NumPy array holds: a kind and a size. Only plain numbers are read; objects, text and records are not.</summary>
internal sealed class NumpyElementType(char kind, int size)
{
    /// <summary><c>b</c> (bool), <c>i</c>, <c>u</c> or <c>f</c>.</summary>
    public char Kind { get; } = kind;
    public int Size { get; } = size;

    /// <summary>Whether elements are stored with the highest byte first; set by the pickle after the type is made.</summary>
    public bool IsBigEndian { get; set; }

    /// <summary>The type NumPy calls by this name, such as <c>u1</c> or <c>&lt;f8</c>; null if it is not a plain number.</summary>
    public static NumpyElementType? TryParse(string? name) => name?.TrimStart('<', '=', '|') switch
    {
        "b1" => new('b', 1),
        ['i' or 'u' or 'f', '1' or '2' or '4' or '8'] and not "f1" and [var kind, var size] => new(kind, size - '0'),
        _ => null,
    };

    /// <summary>One little-endian element as <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.</summary>
    public object Read(ReadOnlySpan<byte> element) => (Kind, Size) switch
    {
        ('b', _) => element[0] != 0,
        ('u', 1) => (long)element[0],
        ('u', 2) => (long)BinaryPrimitives.ReadUInt16LittleEndian(element),
        ('u', 4) => (long)BinaryPrimitives.ReadUInt32LittleEndian(element),
        ('i', 1) => (long)(sbyte)element[0],
        ('i', 2) => (long)BinaryPrimitives.ReadInt16LittleEndian(element),
        ('i', 4) => (long)BinaryPrimitives.ReadInt32LittleEndian(element),
        ('i' or 'u', _) => BinaryPrimitives.ReadInt64LittleEndian(element),
        ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
        ('f', 4) => (double)BinaryPrimitives.ReadSingleLittleEndian(element),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(element),
    };

    public override string ToString() => $"{Kind}{Size}";
}
