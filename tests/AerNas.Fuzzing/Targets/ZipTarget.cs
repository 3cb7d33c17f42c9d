using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using AerNas.Data.Sources;
using AerNas.Fuzzing.Seeds;
using ICSharpCode.SharpZipLib.Checksum;

namespace AerNas.Fuzzing.Targets;

/// <summary>Zip archives of pictures and of IDX files. What is redone are the entries' checksums in the central directory.</summary>
internal sealed class ZipTarget : IFuzzTarget
{
    private const int LocalHead = 30, CentralHead = 46;
    private const int LongestContent = 1 << 20;

    public string Name => "zip";

    public int ShortInputs => 2000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        new("pictures.zip", SmallArchives.Zip(SmallDatasets.Pictures(), CompressionLevel.Fastest)),
        new("stored.zip", SmallArchives.Zip(SmallDatasets.Pictures(), CompressionLevel.NoCompression)),
        new("idx.zip", SmallArchives.Zip(SmallDatasets.Idx(), CompressionLevel.Optimal)),
    ];

    public ImmutableArray<byte[]> Words { get; } =
    [
        "PK\x1\x2"u8.ToArray(), "PK\x3\x4"u8.ToArray(), "PK\x5\x6"u8.ToArray(), "PK\x6\x6"u8.ToArray(), "PK\x6\x7"u8
            .ToArray(), "PK\x7\x8"u8.ToArray(),
        [255, 255, 255, 255], [1, 0, 16, 0], [8, 0], [9, 0], [12, 0], [14, 0], "train/"u8.ToArray(), "../"u8.ToArray(), "\\"u8.ToArray(),
    ];

    public ImmutableArray<Type> Refusals => DatasetTarget.Refusals;

    public byte[] Mend(FuzzInput input) => Mended(input.Bytes);

    /// <summary>A zip with the checksums of its entries redone.</summary>
    public static byte[] Mended(byte[] zip)
    {
        var bytes = zip.ToArray();
        for (var at = bytes.AsSpan().IndexOf("PK\x1\x2"u8); at >= 0 && at + CentralHead <= bytes.Length;)
        {
            var local = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 42));
            if (Content(bytes, local, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 20))) is { } content)
            {
                var checksum = new Crc32();
                checksum.Update(content);
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 16), (uint)checksum.Value);
            }

            var next = bytes.AsSpan(at + CentralHead).IndexOf("PK\x1\x2"u8);
            at = next < 0 ? next : at + CentralHead + next;
        }

        return bytes;
    }

    public void Read(FuzzInput input) => DatasetTarget.Read(ZipFiles.Open(new MemoryStream(input.Bytes), input.Name));

    private static byte[]? Content(byte[] bytes, long local, long packed)
    {
        if (local + LocalHead > bytes.Length) return null;
        var head = bytes.AsSpan((int)local);
        var start = local + LocalHead + BinaryPrimitives.ReadUInt16LittleEndian(head[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        if (start + packed > bytes.Length) return null;
        var content = bytes.AsMemory((int)start, (int)packed);
        return head[8] == 0 ? content.ToArray() : SmallArchives.Inflated(content, LongestContent);
    }
}
