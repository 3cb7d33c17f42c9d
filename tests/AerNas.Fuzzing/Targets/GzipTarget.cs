using System.Buffers.Binary;
using System.Collections.Immutable;
using AerNas.Data;
using AerNas.Data.Sources;
using AerNas.Fuzzing.Seeds;
using ICSharpCode.SharpZipLib.Checksum;

namespace AerNas.Fuzzing.Targets;

/// <summary>Gzip, alone (IDX files) and around a tar archive. What is redone are checksum and length at the end.</summary>
internal sealed class GzipTarget : IFuzzTarget
{
    private const int Head = 10, Tail = 8;
    private const int LongestContent = 1 << 20;

    private readonly Dictionary<string, byte[]> _files = SmallDatasets.Idx();

    public GzipTarget()
    {
        foreach (var name in _files.Keys.ToArray())
        {
            _files[name + ".gz"] = SmallArchives.Gzip(_files[name]);
            _files.Remove(name);
        }

        Seeds = [.. DatasetTarget.Seeds(_files),
            .. SmallArchives.Tars.Select((tar, i) => new FuzzInput($"{i}.tar.gz", SmallArchives.Gzip(tar)))];
    }

    public string Name => "gzip";

    public int ShortInputs => 4000;

    public ImmutableArray<FuzzInput> Seeds { get; }

    public ImmutableArray<byte[]> Words { get; } =
        [[0x1F, 0x8B, 8, 0], [0x1F, 0x8B, 8, 0x1F], [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 255, 255], [1, 0, 0, 255, 255], [3, 0]];

    public ImmutableArray<Type> Refusals => DatasetTarget.Refusals;

    public byte[] Mend(FuzzInput input)
    {
        if (input.Bytes.Length < Head + Tail) return input.Bytes;
        var bytes = input.Bytes.ToArray();
        var content = SmallArchives.Inflated(bytes.AsMemory(Head, bytes.Length - Head - Tail), LongestContent);
        var checksum = new Crc32();
        checksum.Update(content);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - Tail), (uint)checksum.Value);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.Length - (Tail / 2)), content.Length);
        return bytes;
    }

    public void Read(FuzzInput input)
    {
        if (input.Name.EndsWith(".tar.gz", StringComparison.Ordinal))
            DatasetTarget.Read(TarArchive.Read(new MemoryStream(input.Bytes), input.Name, isGzip: true, DatasetSource.MayHold));
        else
            DatasetTarget.Read(_files, input);
    }
}
