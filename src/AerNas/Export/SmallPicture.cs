using AerNas.Data;
using SkiaSharp;

namespace AerNas.Export;

/// <summary>Images as PNG files that a page has room for.</summary>
internal static class SmallPicture
{
    private const int LargestSide = 96; // pixels

    /// <summary>The file of an image, made smaller where it is large.</summary>
    /// <param name="pixels">The image. // [C, H, W]</param>
    /// <param name="shape">Its shape.</param>
    public static byte[] Of(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        var small = shape with { Size = Math.Min(shape.Size, LargestSide) };
        var planes = new byte[small.Length];
        new AreaResampler(shape.Size, shape.Size, small.Size).Resample(pixels, planes);
        using var bitmap = new SKBitmap(small.Size, small.Size, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var target = bitmap.GetPixelSpan();
        var plane = small.Size * small.Size;
        for (var pixel = 0; pixel < plane; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
                target[4 * pixel + channel] = planes[(small.Channels == 3 ? channel * plane : 0) + pixel];
            target[4 * pixel + 3] = byte.MaxValue;
        }

        using var file = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return file.ToArray();
    }
}
