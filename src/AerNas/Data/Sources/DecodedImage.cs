using SkiaSharp;

namespace AerNas.Data.Sources;

/// <summary>A square picture file as red, green and blue planes.</summary>
/// <param name="Size">Height and width in pixels.</param>
/// <param name="IsGrey">Whether the file holds one channel; the three planes are then alike.</param>
/// <param name="Planes">// [3, H, W]</param>
internal sealed record DecodedImage(int Size, bool IsGrey, byte[] Planes)
{
    // Decoding takes 7 bytes a pixel, whatever the file's length: of a picture of this side 117 MB.
    private const int LargestSide = 4096;

    // Pictures of more pixels are decoded one at a time, however many processors there are.
    private const int ManyPixels = 1 << 20;

    private static readonly Lock DecodesMany = new();

    /// <summary>Decodes a JPEG, PNG, BMP or WebP file. Transparency is dropped, as are colour profiles.</summary>
    /// <exception cref="DatasetFormatException">It is no picture, damaged, or not square.</exception>
    public static DecodedImage Decode(string file, byte[] bytes)
    {
        if (!IsPicture(bytes))
            throw new DatasetFormatException(file, "this is not a readable picture (JPEG, PNG, BMP, WebP or GIF). Replace it or take it out.");
        using var stream = new SKMemoryStream(bytes);
        using var codec = SKCodec.Create(stream)
            ?? throw new DatasetFormatException(file, "this is not a readable picture. Replace it or take it out.");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width != height)
            throw new DatasetFormatException(file, $"the picture is {width} wide and {height} high. Crop or pad the pictures to squares.");
        if (width > LargestSide)
            throw new DatasetFormatException(file, $"the picture is {width} pixels wide; at most {LargestSide} are read. Make it smaller.");
        if (width * height <= ManyPixels) return Decode(file, codec);
        lock (DecodesMany) return Decode(file, codec);
    }

    /// <summary>Whether the bytes begin as those of a form that is read. Skia knows more forms, of which no one asked for a reader.</summary>
    private static bool IsPicture(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) || bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) || bytes.StartsWith("BM"u8)
        || bytes.StartsWith("GIF8"u8) || (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..].StartsWith("WEBP"u8));

    private static DecodedImage Decode(string file, SKCodec codec)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul); // native: given back at once
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        return result == SKCodecResult.Success
            ? new DecodedImage(width, codec.Info.ColorType == SKColorType.Gray8, Split(bitmap.GetPixelSpan()))
            : throw new DatasetFormatException(file, $"the picture is cut short or damaged ({result}). Replace it or take it out.");
    }

    // [H, W, 4] to [3, H, W]
    private static byte[] Split(ReadOnlySpan<byte> pixels)
    {
        var plane = pixels.Length / 4;
        var planes = new byte[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            planes[i] = pixels[4 * i];
            planes[plane + i] = pixels[4 * i + 1];
            planes[2 * plane + i] = pixels[4 * i + 2];
        }
        return planes;
    }
}
