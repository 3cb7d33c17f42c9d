using SkiaSharp;

namespace AerNas.Pictures;

/// <summary>A picture file as red, green and blue planes, upright.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="IsGrey">Whether the file holds one channel of colour; the three planes are then alike.</param>
/// <param name="Planes">// [3, H, W]</param>
public sealed record DecodedImage(int Width, int Height, bool IsGrey, byte[] Planes)
{
    // A photograph is decoded so that its shorter side has as many times the size it is shown at: parts of a quarter are not enlarged.
    private const int SidesOfSize = 2;

    // Decoding takes 7 bytes a pixel, whatever the file's length: of a square of this side 117 MB.
    private const int LargestSide = 4096;

    // Pictures of more pixels are decoded one at a time, however many processors there are.
    private const int ManyPixels = 1 << 20;

    private static readonly Lock DecodesMany = new();

    /// <summary>Decodes a JPEG, PNG, BMP or WebP file. It is turned as its EXIF orientation says, and what is transparent shows white;
    /// colour profiles are dropped. JPEG files of larger cameras are read at half, a quarter or an eighth of their size.</summary>
    /// <param name="file">What the picture is called in messages.</param>
    /// <param name="bytes">The whole of the file.</param>
    /// <exception cref="PictureFormatException">It is no picture, damaged, or too large.</exception>
    public static DecodedImage Decode(string file, byte[] bytes) => Decode(file, bytes, leastSide: LargestSide);

    /// <summary>
    /// Decodes a photograph of which parts will be shown at a size, no larger than that takes: JPEG files at half, a quarter or an eighth
    /// of their size, what is still much too large averaged by whole pixels. What it is depends on the file and the size only.
    /// </summary>
    /// <param name="file">What the picture is called in messages.</param>
    /// <param name="bytes">The whole of the file.</param>
    /// <param name="size">Height and width of what is shown, in pixels.</param>
    /// <exception cref="PictureFormatException">It is no picture, damaged, or too large.</exception>
    public static DecodedImage DecodeFor(string file, byte[] bytes, int size) =>
        Decode(file, bytes, SidesOfSize * size).ShrunkTo(SidesOfSize * size);

    /// <summary>Width and height of a picture that is not decoded; null where it is none.</summary>
    public static (int Width, int Height)? SizeOf(byte[] bytes)
    {
        if (!IsPicture(bytes)) return null;
        using var stream = new SKMemoryStream(bytes);
        using var codec = SKCodec.Create(stream);
        return codec is null ? null : (codec.Info.Width, codec.Info.Height);
    }

    private static DecodedImage Decode(string file, byte[] bytes, int leastSide)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (!IsPicture(bytes))
            throw new PictureFormatException(file, "this is not a readable picture (JPEG, PNG, BMP or WebP). Replace it or take it out.");
        using var stream = new SKMemoryStream(bytes);
        using var codec = SKCodec.Create(stream)
            ?? throw new PictureFormatException(file, "this is not a readable picture. Replace it or take it out.");
        var size = Readable(codec, leastSide) ?? throw new PictureFormatException(file,
            $"the picture is {codec.Info.Width} wide and {codec.Info.Height} high; at most {LargestSide} pixels are "
            + "read. Make it smaller.");
        if ((long)size.Width * size.Height <= ManyPixels) return Decode(file, codec, size);
        lock (DecodesMany) return Decode(file, codec, size);
    }

    /// <summary>The side of the square that a framing makes of it.</summary>
    public int Side(Framing framing) => framing switch
    {
        Framing.Pad => Math.Max(Width, Height),
        Framing.Centre => PictureRegion.Centre(Width, Height).Width,
        _ => Math.Min(Width, Height),
    };

    /// <summary>Makes a square of it, at a size: three planes, or a grey one. // [3, H, W] to [C, size, size]</summary>
    public void FitInto(Span<byte> target, int size, Framing framing)
    {
        var planes = target.Length == size * size ? ToGrey() : Planes;
        var (width, height) = (Width, Height);
        if (framing == Framing.Centre)
        {
            PictureRegion.Centre(width, height).Resample(planes, (width, height), target, size);
            return;
        }

        if (framing != Framing.Stretch && width != height)
            (planes, width, height) = (Squared(planes, Side(framing)), Side(framing), Side(framing));
        if ((width, height) == (size, size)) planes.CopyTo(target);
        else new AreaResampler(width, height, size).Resample(planes, target);
    }

    /// <summary>Its middle where the square is smaller, white beside it where larger. // [C, H, W] to [C, side, side]</summary>
    private byte[] Squared(byte[] planes, int side)
    {
        var square = new byte[planes.Length / (Width * Height) * side * side];
        square.AsSpan().Fill(byte.MaxValue);
        int left = (Width - side) / 2, top = (Height - side) / 2; // of the square within the picture; negative where it sticks out
        var columns = Math.Min(side, Width);
        for (var row = 0; row < square.Length / side; row++)
        {
            var (channel, y) = int.DivRem(row, side);
            if (y + top < 0 || y + top >= Height) continue;
            planes.AsSpan((channel * Height + y + top) * Width + Math.Max(left, 0), columns)
                .CopyTo(square.AsSpan(row * side + Math.Max(-left, 0)));
        }

        return square;
    }

    /// <summary>The same in one channel: Rec. 601 luma.</summary>
    public DecodedImage InGrey() => this with { Planes = ToGrey() };

    /// <summary>The picture with squares of whole pixels averaged, as few as leave the shorter side at least so long.</summary>
    private DecodedImage ShrunkTo(int leastSide)
    {
        var factor = Math.Min(Width, Height) / leastSide;
        if (factor < 2) return this;
        var (width, height) = (Width / factor, Height / factor);
        var planes = new byte[3 * width * height];
        for (var row = 0; row < 3 * height; row++)
        {
            var (channel, y) = int.DivRem(row, height);
            for (var x = 0; x < width; x++)
            {
                var sum = factor * factor / 2;
                for (var inner = 0; inner < factor; inner++)
                    foreach (var value in Planes.AsSpan((channel * Height + y * factor + inner) * Width + x * factor, factor)) sum += value;
                planes[row * width + x] = (byte)(sum / (factor * factor));
            }
        }

        return this with { Width = width, Height = height, Planes = planes };
    }

    /// <summary>Rec. 601 luma; of equal planes, the plane itself. // [3, H, W] to [1, H, W]</summary>
    private byte[] ToGrey()
    {
        var grey = new byte[Planes.Length / 3];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)((299 * Planes[i] + 587 * Planes[grey.Length + i] + 114 * Planes[2 * grey.Length + i] + 500) / 1000);
        return grey;
    }

    /// <summary>Whether the bytes begin as a form that is read does. Skia knows more, of which no one asked for a reader.</summary>
    private static bool IsPicture(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) || bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G'])
            || bytes.StartsWith("BM"u8)
        || bytes.StartsWith("GIF8"u8) || (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..].StartsWith("WEBP"u8));

    /// <summary>
    /// The size the file is read at: the smallest that JPEG allows whose shorter side is long enough, else the largest below the limit,
    /// which for other forms is its own; null where there is none.
    /// </summary>
    private static SKSizeI? Readable(SKCodec codec, int leastSide)
    {
        float[] scales = codec.EncodedFormat == SKEncodedImageFormat.Jpeg ? [1, 0.5f, 0.25f, 0.125f] : [1];
        List<SKSizeI> sizes = [.. scales.Select(codec.GetScaledDimensions)
            .Where(size => size is { Width: > 0 and <= LargestSide, Height: > 0 and <= LargestSide })];
        return sizes.Count == 0 ? null : sizes.FindLast(size => Math.Min(size.Width, size.Height) >= leastSide) is { Width: > 0 } enough
            ? enough : sizes[0];
    }

    private static DecodedImage Decode(string file, SKCodec codec, SKSizeI size)
    {
        using var bitmap = new SKBitmap(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul); // native: given back at once
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
            throw new PictureFormatException(file, $"the picture is cut short or damaged ({result}). Replace it or take it out.");
        var origin = codec.EncodedOrigin;
        var (width, height) = UprightPlanes.Exchanges(origin) ? (size.Height, size.Width) : (size.Width, size.Height);
        var planes = UprightPlanes.Of(origin, size.Width, size.Height).Split(bitmap.GetPixelSpan(), width);
        return new DecodedImage(width, height, codec.Info.ColorType == SKColorType.Gray8, planes);
    }
}
