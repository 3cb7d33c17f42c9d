namespace AerNas.Pictures;

/// <summary>
/// A rectangle of a picture, resized to a square by bilinear weights that widen where it is made smaller, as Pillow and torchvision resize:
/// each output pixel is a weighted mean of the source pixels under a triangle of the scale's width.
/// </summary>
/// <param name="Left">Its first column.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Height">Its rows.</param>
public readonly record struct PictureRegion(int Left, int Top, int Width, int Height)
{
    /// <summary>
    /// The square that networks are tested on: in the middle, seven eighths of the shorter side, as an image of 256 pixels is cropped
    /// to 224.
    /// </summary>
    public static PictureRegion Centre(int width, int height)
    {
        var side = Math.Max(1, (int)Math.Round(Math.Min(width, height) * 7 / 8.0));
        return new PictureRegion((width - side) / 2, (height - side) / 2, side, side);
    }

    /// <summary>Resizes it. // [C, H, W] to [C, size, size]</summary>
    /// <param name="planes">The picture.</param>
    /// <param name="picture">Width and height of the picture.</param>
    /// <param name="target">The square.</param>
    /// <param name="size">Its height and width.</param>
    public void Resample(ReadOnlySpan<byte> planes, (int Width, int Height) picture, Span<byte> target, int size)
    {
        var plane = picture.Width * picture.Height;
        var (down, across) = (new TriangleWeights(Height, size), new TriangleWeights(Width, size));
        var rows = new float[size * Width];
        for (var channel = 0; channel < planes.Length / plane; channel++)
        {
            ShrinkRows(planes.Slice(channel * plane, plane), picture.Width, down, rows);
            ShrinkColumns(rows, across, target.Slice(channel * size * size, size * size));
        }
    }

    private void ShrinkRows(ReadOnlySpan<byte> plane, int stride, TriangleWeights down, Span<float> rows)
    {
        for (var y = 0; y < down.Length; y++)
        {
            var row = rows.Slice(y * Width, Width);
            row.Clear();
            var weights = down.Of(y);
            for (var k = 0; k < weights.Length; k++)
            {
                var source = plane.Slice((Top + down.First(y) + k) * stride + Left, Width);
                var weight = weights[k];
                for (var x = 0; x < row.Length; x++) row[x] += weight * source[x];
            }
        }
    }

    private void ShrinkColumns(ReadOnlySpan<float> rows, TriangleWeights across, Span<byte> plane)
    {
        var size = across.Length;
        for (var y = 0; y < size; y++)
        {
            var row = rows.Slice(y * Width, Width);
            for (var x = 0; x < size; x++)
            {
                var weights = across.Of(x);
                var (sum, first) = (0.5f, across.First(x));
                for (var k = 0; k < weights.Length; k++) sum += weights[k] * row[first + k];
                plane[y * size + x] = (byte)Math.Min(sum, 255f);
            }
        }
    }
}
