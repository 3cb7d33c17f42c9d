namespace AerNas.Data.Sources;

/// <summary>Part of an image set, as one file holds it.</summary>
/// <param name="Pixels">// [N, C, H, W]</param>
/// <param name="Labels">// [N]</param>
internal sealed record LabelledPixels(byte[] Pixels, int[] Labels)
{
    /// <summary>The parts one after another, as a set.</summary>
    public static ImageSet Join(IReadOnlyList<LabelledPixels> parts, ImageShape shape, int classes)
    {
        var pixels = new byte[parts.Sum(part => part.Pixels.Length)];
        var start = 0;
        foreach (var part in parts)
        {
            part.Pixels.CopyTo(pixels, start);
            start += part.Pixels.Length;
        }
        return new ImageSet(shape, pixels, [.. parts.SelectMany(part => part.Labels)], classes);
    }
}
