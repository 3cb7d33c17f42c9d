using System.Buffers.Binary;
using AerNas.Pickles;
using AerNas.Runs;

namespace AerNas.Checkpoints;

/// <summary>Numbers that a file of torch.save keeps outside its pickle, and that tensors are parts of.</summary>
/// <param name="Key">Which they are.</param>
/// <param name="Type">What they are.</param>
/// <param name="Count">How many the pickle says there are.</param>
internal sealed record TorchStorage(string Key, SafetensorsType Type, long Count)
{
    /// <summary>Where a part of other numbers begins that they are, in elements; files of old versions share so.</summary>
    public long Start { get; init; }
}

/// <summary>A tensor as a pickle of torch describes it: which of a storage's numbers, in which order.</summary>
/// <param name="Storage">The numbers.</param>
/// <param name="Offset">The first of them.</param>
/// <param name="Size">Its sizes.</param>
/// <param name="Stride">How far apart neighbours lie, by dimension.</param>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, PickleTuple Size, PickleTuple Stride)
{
    private const int HighestRank = 64;

    /// <summary>The tensor, last index fastest, of float32 where it is of any floating point.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="stored">All bytes of the storage, little-endian.</param>
    /// <exception cref="FormatException">It does not lie in the storage.</exception>
    public SafetensorsEntry Read(string name, ReadOnlySpan<byte> stored)
    {
        var (shape, strides) = (Whole(Size, name), Whole(Stride, name));
        if (shape.Length != strides.Length) throw new FormatException($"'{name}' has {shape.Length} sizes and {strides.Length} strides.");
        var width = SafetensorsEntry.SizeOf(Storage.Type);
        var available = stored.Length / width;
        var count = (long)shape.Aggregate(Int128.One, (product, size) => Int128.Min(product * size, long.MaxValue));
        var last = shape.Zip(strides).Aggregate((Int128)Storage.Start + Offset,
            (sum, axis) => sum + (Int128)Math.Max(axis.First - 1, 0) * axis.Second);
        if (count > available || (count > 0 && last >= available))
            throw new FormatException($"'{name}' of [{string.Join(", ", shape)}] does not lie in its storage of {available} numbers.");
        var type = IsFloat(Storage.Type) ? SafetensorsType.F32 : Storage.Type;
        var data = new byte[count * SafetensorsEntry.SizeOf(type)];
        Copy(stored, data, shape, strides);
        return new SafetensorsEntry(name, type, shape, data);
    }

    private static bool IsFloat(SafetensorsType type) =>
        type is SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.F32 or SafetensorsType.F64;

    private void Copy(ReadOnlySpan<byte> stored, Span<byte> data, ImmutableArray<long> shape, ImmutableArray<long> strides)
    {
        var (width, index, place) = (SafetensorsEntry.SizeOf(Storage.Type), new long[shape.Length], Storage.Start + Offset);
        for (var written = 0; written < data.Length;)
        {
            written += Write(stored.Slice((int)(place * width), width), data[written..]);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                place += strides[axis];
                if (++index[axis] < shape[axis]) break;
                place -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>Writes one number; gives the bytes it takes.</summary>
    private int Write(ReadOnlySpan<byte> number, Span<byte> target)
    {
        if (!IsFloat(Storage.Type))
        {
            number.CopyTo(target);
            return number.Length;
        }

        BinaryPrimitives.WriteSingleLittleEndian(target, Storage.Type switch
        {
            SafetensorsType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(number),
            SafetensorsType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(number) << 16),
            SafetensorsType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(number),
            _ => BinaryPrimitives.ReadSingleLittleEndian(number),
        });
        return sizeof(float);
    }

    private static ImmutableArray<long> Whole(PickleTuple sizes, string name) => sizes.Items.Length > HighestRank
        ? throw new FormatException($"'{name}' has {sizes.Items.Length} dimensions; {HighestRank} are read.")
        : [.. sizes.Items.Select(size => size is long and >= 0 and <= int.MaxValue and var value ? (long)value
            : throw new FormatException($"the sizes of '{name}' are not whole numbers."))];
}
