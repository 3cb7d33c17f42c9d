using SkiaSharp;

namespace AerNas.Fuzzing.Seeds;

/// <summary>Pictures of 8 x 8 pixels.</summary>
internal static class SmallPictures
{
    private const int Size = 8;

    public static byte[] Png { get; } = Encoded(SKColorType.Rgba8888, SKEncodedImageFormat.Png);

    public static byte[] GreyPng { get; } = Encoded(SKColorType.Gray8, SKEncodedImageFormat.Png);

    public static byte[] Jpeg { get; } = Encoded(SKColorType.Rgba8888, SKEncodedImageFormat.Jpeg);

    public static byte[] GreyJpeg { get; } = Encoded(SKColorType.Gray8, SKEncodedImageFormat.Jpeg);

    public static byte[] WebP { get; } = Encoded(SKColorType.Rgba8888, SKEncodedImageFormat.Webp);

    /// <summary>Without loss.</summary>
    public static byte[] ExactWebP { get; } =
        Encoded(SKColorType.Rgba8888, SKEncodedImageFormat.Webp, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50));

    /// <summary>24 bits a pixel, by hand: Skia writes none.</summary>
    public static byte[] Bmp { get; } =
    [
        (byte)'B', (byte)'M', 54 + (3 * Size * Size), 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0,
        40, 0, 0, 0, Size, 0, 0, 0, Size, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 3 * Size * Size, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0,
        .. Enumerable.Range(0, 3 * Size * Size).Select(i => (byte)i),
    ];

    private static byte[] Encoded(SKColorType type, SKEncodedImageFormat format, SKWebpEncoderOptions? webP = null)
    {
        using var bitmap = new SKBitmap(Size, Size, type, SKAlphaType.Opaque);
        for (var i = 0; i < Size * Size; i++)
            bitmap.SetPixel(i % Size, i / Size, new SKColor((byte)(i * 4), (byte)(i * 7), (byte)(255 - i)));
        if (webP is null)
        {
            using var data = bitmap.Encode(format, 90);
            return data.ToArray();
        }

        using var pixels = bitmap.PeekPixels();
        using var exact = pixels.Encode(webP.Value);
        return exact!.ToArray();
    }
}
