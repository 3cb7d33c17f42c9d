namespace AerNas.Data.Batches;

/// <summary>The square that cutout zeroes (DeVries and Taylor, 2017; the official code of the DARTS family). The box is cut off at the
/// image's border, never moved. Ends are exclusive.</summary>
/// <param name="Top">First row.</param>
/// <param name="Bottom">Row after the last.</param>
/// <param name="Left">First column.</param>
/// <param name="Right">Column after the last.</param>
internal readonly record struct CutoutBox(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The box of a length around a centre; an odd length gives a box one smaller.</summary>
    /// <param name="y">Row of the centre.</param>
    /// <param name="x">Column of the centre.</param>
    /// <param name="length">The side of the box.</param>
    /// <param name="imageSize">Height and width of the image.</param>
    public static CutoutBox Around(int y, int x, int length, int imageSize) => new(
        Math.Clamp(y - length / 2, 0, imageSize), Math.Clamp(y + length / 2, 0, imageSize),
        Math.Clamp(x - length / 2, 0, imageSize), Math.Clamp(x + length / 2, 0, imageSize));

    /// <summary>Zeroes the box on every channel of a normalized image.</summary>
    /// <param name="image">The image, changed in place. // [C, H, W]</param>
    /// <param name="imageSize">Height and width of the image.</param>
    public void Erase(Span<float> image, int imageSize)
    {
        for (var row = Top; row < Bottom; row++)
            for (var start = row * imageSize; start < image.Length; start += imageSize * imageSize)
                image[(start + Left)..(start + Right)].Clear();
    }
}
