namespace AerNas.Data.Sources;

/// <summary>Decoded pictures of one size.</summary>
/// <param name="Size">Height and width in pixels.</param>
/// <param name="IsGrey">Whether every file holds one channel only.</param>
/// <param name="Pixels">// [N, 3, H, W]</param>
/// <param name="Labels">// [N]</param>
internal sealed record DecodedSet(int Size, bool IsGrey, byte[] Pixels, int[] Labels)
{
    /// <summary>The set, with one channel if <paramref name="grey"/>.</summary>
    public ImageSet ToSet(bool grey, int classes)
    {
        if (!grey)
            return new ImageSet(new ImageShape(3, Size), Pixels, Labels, classes);
        var plane = Size * Size;
        var single = new byte[Labels.Length * plane];
        for (var i = 0; i < Labels.Length; i++)
            Pixels.AsSpan(3 * i * plane, plane).CopyTo(single.AsSpan(i * plane));
        return new ImageSet(new ImageShape(1, Size), single, Labels, classes);
    }
}
