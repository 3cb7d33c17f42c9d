using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AerNas.Fuzzing.Seeds;
using AerNas.Tabular;
using AerNas.Tabular.Sources;
using ICSharpCode.SharpZipLib.BZip2;

namespace AerNas.Fuzzing.Targets;

/// <summary>
/// Bzip2 files. What is redone are the checksums of the first block and of the whole. They are of what is unpacked, and only the library
/// can unpack what the harness damaged: it is asked what it computed before it refused.
/// </summary>
internal sealed class Bzip2Target : IFuzzTarget
{
    private const int BlockChecksumAt = 10; // bytes: "BZh1" and 48 bits that begin a block
    private const ulong EndOfStream = 0x177245385090; // 48 bits, followed by the checksum of the whole

    public string Name => "bz2";

    public int ShortInputs => 400;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        .. new byte[][] { [], [1], [.. Enumerable.Repeat((byte)'a', 600)], SmallPickles.All[0],
            [.. Enumerable.Range(0, 700).Select(i => (byte)(i * i % 251))] }
            .Select(content => new FuzzInput("x.bz2", SmallArchives.Bzip2(content))),
    ];

    public ImmutableArray<byte[]> Words { get; } =
        ["BZh9"u8.ToArray(), [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90], [255, 255], [0, 0, 0]];

    public ImmutableArray<Type> Refusals { get; } = [typeof(TabularFormatException)];

    public byte[] Mend(FuzzInput input)
    {
        var bytes = input.Bytes.ToArray();
        if (bytes.Length < BlockChecksumAt + sizeof(uint) || Computed(bytes) is not { } checksum) return bytes;
        SetBits(bytes, BlockChecksumAt * 8L, checksum);
        for (var bit = (bytes.Length * 8L) - 80; bit > BlockChecksumAt * 8L && bit > (bytes.Length * 8L) - 88; bit--)
            if (Bits(bytes, bit, 48) == EndOfStream)
                SetBits(bytes, bit + 48, checksum);
        return bytes;
    }

    public void Read(FuzzInput input) => Bzip2.Unpack(input.Bytes, input.Name);

    /// <summary>The checksum of the first block as the library computed it; null where it did not come to that.</summary>
    private static uint? Computed(byte[] bytes)
    {
        BZip2InputStream? stream = null;
        try
        {
            stream = new BZip2InputStream(new MemoryStream(bytes));
            stream.CopyTo(Stream.Null);
        }
        catch (Exception) // whatever the library throws: the product is to know what that is
        {
            if (stream is not null && ComputedBlockChecksum(stream) is var computed and not 0) return (uint)computed;
        }

        return null;
    }

    private static ulong Bits(byte[] bytes, long from, int count)
    {
        var value = 0UL;
        for (var bit = from; bit < from + count; bit++) value = (value << 1) | (uint)((bytes[bit / 8] >> (int)(7 - (bit % 8))) & 1);
        return value;
    }

    private static void SetBits(byte[] bytes, long from, uint value)
    {
        for (var i = 0; i < 32 && (from + i) / 8 < bytes.Length; i++)
        {
            var mask = (byte)(0x80 >> (int)((from + i) % 8));
            ref var place = ref bytes[(from + i) / 8];
            place = (value >> (31 - i) & 1) == 1 ? (byte)(place | mask) : (byte)(place & ~mask);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "computedBlockCRC")]
    private static extern ref int ComputedBlockChecksum(BZip2InputStream stream);
}
