using System.Buffers.Binary;
using System.Collections.Immutable;
using AerNas.Fuzzing.Seeds;
using AerNas.Pictures;
using ICSharpCode.SharpZipLib.Checksum;

namespace AerNas.Fuzzing.Targets;

/// <summary>Pictures. What is redone are the checksums of PNG's chunks.</summary>
internal sealed class PictureTarget : IFuzzTarget
{
    private const int Signature = 8, ChunkHead = 8, ChunkTail = 4;

    public string Name => "picture";

    public int ShortInputs => 3000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        new("rgb.png", SmallPictures.Png), new("grey.png", SmallPictures.GreyPng), new("rgb.jpg", SmallPictures.Jpeg),
            new("grey.jpg", SmallPictures.GreyJpeg),
        new("lossy.webp", SmallPictures.WebP), new("exact.webp", SmallPictures.ExactWebP), new("rgb.bmp", SmallPictures.Bmp),
    ];

    public ImmutableArray<byte[]> Words { get; } =
    [
        "IHDR"u8.ToArray(), "PLTE"u8.ToArray(), "tRNS"u8.ToArray(), "IDAT"u8.ToArray(), "IEND"u8.ToArray(), "iCCP"u8.ToArray(), "acTL"u8
            .ToArray(), "RIFF"u8.ToArray(),
        "VP8 "u8.ToArray(), "VP8L"u8.ToArray(), "VP8X"u8.ToArray(), "ALPH"u8.ToArray(), "ANIM"u8.ToArray(), "GIF89a"u8.ToArray(),
        [0xFF, 0xD8], [0xFF, 0xC0], [0xFF, 0xC2], [0xFF, 0xC4], [0xFF, 0xDA], [0xFF, 0xDB], [0xFF, 0xDD], [0xFF, 0xD9],
            [0xFF, 0xE1], [0xFF, 0xEE],
        [0, 0, 16, 0, 0, 0, 16, 0], [0, 16, 0, 0, 0, 16, 0, 0], [16, 0, 16, 0], [0, 0, 255, 255],
    ];

    public ImmutableArray<Type> Refusals { get; } = [typeof(PictureFormatException)];

    public byte[] Mend(FuzzInput input)
    {
        var bytes = input.Bytes.ToArray();
        if (!input.Name.EndsWith(".png", StringComparison.Ordinal)) return bytes;
        for (var at = (long)Signature; at + ChunkHead + ChunkTail <= bytes.Length;)
        {
            var end = at + ChunkHead + BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (end + ChunkTail > bytes.Length) break;
            var checksum = new Crc32();
            checksum.Update(new ArraySegment<byte>(bytes, (int)at + 4, (int)(end - at) - 4));
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((int)end), (uint)checksum.Value);
            at = end + ChunkTail;
        }

        return bytes;
    }

    public void Read(FuzzInput input) => DecodedImage.Decode(input.Name, input.Bytes);
}
