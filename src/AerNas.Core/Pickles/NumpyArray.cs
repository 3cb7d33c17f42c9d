namespace AerNas.Pickles;

/// <summary>A NumPy array of plain numbers: last index fastest, little-endian, however it was stored.</summary>
public sealed class NumpyArray
{
    /// <summary>The most dimensions that an array of NumPy has.</summary>
    internal const int HighestRank = 64;

    private NumpyElementType? _type;
    private byte[] _bytes = [];

    /// <summary>The length of each dimension.</summary>
    public ImmutableArray<int> Shape { get; private set; } = [0];

    /// <summary>NumPy's name of the element type without byte order, such as <c>u1</c>; empty if nothing was filled in.</summary>
    public string ElementType => _type?.ToString() ?? "";

    /// <summary>The elements' bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>How many elements there are.</summary>
    public int Count => _type is null ? 0 : _bytes.Length / _type.Size;

    /// <summary>The element at a flat position: <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.</summary>
    public object this[int index] => _type!.Read(_bytes.AsSpan(index * _type.Size, _type.Size));

    /// <summary>Fills the array. Returns what is wrong, or null.</summary>
    internal string? Fill(NumpyElementType type, ImmutableArray<int> shape, bool firstIndexFastest, byte[] bytes)
    {
        var expected = (long)(shape.Contains(0)
            ? 0
            : shape.Aggregate((Int128)type.Size, (product, length) => Int128.Min(product * length, long.MaxValue)));
        if (expected != bytes.Length)
            return $"a NumPy array of {string.Join(" x ", shape)} {type} calls for {expected} bytes, got {bytes.Length}.";
        if (type is { IsBigEndian: true, Size: > 1 })
            bytes = Reversed(bytes, type.Size);
        _bytes = firstIndexFastest && shape.Length > 1 ? LastIndexFastest(bytes, shape, type.Size) : bytes;
        _type = type;
        Shape = shape;
        return null;
    }

    private static byte[] Reversed(byte[] bytes, int size)
    {
        var copy = bytes.ToArray();
        for (var start = 0; start < copy.Length; start += size)
            copy.AsSpan(start, size).Reverse();
        return copy;
    }

    private static byte[] LastIndexFastest(byte[] bytes, ImmutableArray<int> shape, int size)
    {
        var copy = new byte[bytes.Length];
        var index = new int[shape.Length];
        var strides = new long[shape.Length];
        for (var (axis, stride) = (0, (long)size); axis < strides.Length; stride *= shape[axis++]) strides[axis] = stride;
        var source = 0L;
        for (var target = 0; target < copy.Length; target += size)
        {
            bytes.AsSpan((int)source, size).CopyTo(copy.AsSpan(target));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++index[axis] < shape[axis]) break;
                source -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return copy;
    }
}
