using System.Collections.Immutable;
using System.Text;
using AerNas.Data;
using AerNas.Data.Sources;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Fuzzing.Targets;

/// <summary>Tar archives. What is redone are the checksums of all blocks that may be headers.</summary>
internal sealed class TarTarget : IFuzzTarget
{
    private const int Block = 512, ChecksumAt = 148, ChecksumLength = 8;

    public string Name => "tar";

    public int ShortInputs => 4000;

    public ImmutableArray<FuzzInput> Seeds { get; } = [.. SmallArchives.Tars.Select((tar, i) => new FuzzInput($"{i}.tar", tar))];

    public ImmutableArray<byte[]> Words { get; } =
    [
        .. new[]
        {
            "ustar\0" + "00", "ustar  \0", "00000000000\0", "77777777777\0", "00000001000\0", "-1", "././@LongLink", "12 path=x\n",
                "20 size=12345678901\n",
            "19 GNU.sparse.major=1\n", "9999999999 path=x\n", "train/a/0.png\0", "../", "\0",
        }.Select(Encoding.Latin1.GetBytes),
        .. "01234567LKxgSDV"u8.ToArray().Select(type => (byte[])[type]),
        [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0x80, 0, 0, 0, 0x7F, 255, 255, 255, 255, 255, 255, 255],
            [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
    ];

    public ImmutableArray<Type> Refusals => DatasetTarget.Refusals;

    public byte[] Mend(FuzzInput input)
    {
        var bytes = input.Bytes.ToArray();
        for (var at = 0; at + Block <= bytes.Length; at += Block)
        {
            var header = bytes.AsSpan(at, Block);
            if (!header.ContainsAnyExcept((byte)0) || !header[257..].StartsWith("ustar"u8)) continue;
            var field = header.Slice(ChecksumAt, ChecksumLength);
            field.Fill((byte)' ');
            var sum = 0;
            foreach (var value in header) sum += value;
            Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ", field);
        }

        return bytes;
    }

    public void Read(FuzzInput input) =>
        DatasetTarget.Read(TarArchive.Read(new MemoryStream(input.Bytes), input.Name, isGzip: false, DatasetSource.MayHold));
}
