using SkiaSharp;

namespace AerNas.Pictures;

/// <summary>Turns the pixels of a picture file upright, as EXIF tells that the camera was held, and parts them into planes. What is
/// transparent shows white.</summary>
/// <param name="Start">The source pixel of the upright picture's first one.</param>
/// <param name="Right">From a source pixel to that of the next upright one in the row.</param>
/// <param name="Down">From a source pixel to that of the upright one below.</param>
internal readonly record struct UprightPlanes(int Start, int Right, int Down)
{
    /// <summary>Whether upright means width and height exchanged.</summary>
    public static bool Exchanges(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>The way through the pixels of a file of this size.</summary>
    public static UprightPlanes Of(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(width - 1, -1, width),
        SKEncodedOrigin.BottomRight => new(width * height - 1, -1, -width),
        SKEncodedOrigin.BottomLeft => new((height - 1) * width, 1, -width),
        SKEncodedOrigin.LeftTop => new(0, width, 1),
        SKEncodedOrigin.RightTop => new((height - 1) * width, -width, 1),
        SKEncodedOrigin.RightBottom => new(width * height - 1, -width, -1),
        SKEncodedOrigin.LeftBottom => new(width - 1, width, -1),
        _ => new(0, 1, width),
    };

    /// <summary>The planes of an upright picture. // [pixels, 4] with transparency not multiplied in, to [3, H, W]</summary>
    public byte[] Split(ReadOnlySpan<byte> pixels, int uprightWidth)
    {
        var plane = pixels.Length / 4;
        var planes = new byte[3 * plane];
        var (target, height) = (0, plane / uprightWidth);
        for (var y = 0; y < height; y++)
        {
            var source = 4 * (Start + y * Down);
            for (var x = 0; x < uprightWidth; x++, target++, source += 4 * Right)
            {
                var opacity = pixels[source + 3];
                planes[target] = OnWhite(pixels[source], opacity);
                planes[plane + target] = OnWhite(pixels[source + 1], opacity);
                planes[2 * plane + target] = OnWhite(pixels[source + 2], opacity);
            }
        }

        return planes;
    }

    private static byte OnWhite(int value, int opacity) => (byte)((value * opacity + 255 * (255 - opacity) + 127) / 255);
}
