using System.Buffers.Binary;
using System.Collections.Immutable;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Fuzzing.Targets;

/// <summary>IDX files. What is redone is the first dimension, so that it fits the length of the file.</summary>
internal sealed class IdxTarget : IFuzzTarget
{
    private readonly Dictionary<string, byte[]> _files = SmallDatasets.Idx();

    public IdxTarget()
    {
        Seeds = DatasetTarget.Seeds(_files);
    }

    public string Name => "idx";

    public int ShortInputs => 10_000;

    public ImmutableArray<FuzzInput> Seeds { get; }

    public ImmutableArray<byte[]> Words { get; } =
        [[0, 0, 8, 1], [0, 0, 8, 3], [0, 0, 8, 255], [0, 0, 0x0D, 3], [0x1F, 0x8B, 8], [0x7F, 255, 255, 255]];

    public ImmutableArray<Type> Refusals => DatasetTarget.Refusals;

    public byte[] Mend(FuzzInput input)
    {
        var bytes = input.Bytes.ToArray();
        var header = bytes is [_, _, _, 1, ..] ? 8 : 16;
        if (bytes.Length < header) return bytes;
        var size = header == 8
            ? 1
            : (long)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8)) * BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12));
        if (size > 0 && (bytes.Length - header) % size == 0)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), (int)((bytes.Length - header) / size));
        return bytes;
    }

    public void Read(FuzzInput input) => DatasetTarget.Read(_files, input);
}
