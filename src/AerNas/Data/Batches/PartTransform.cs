using System.Buffers;

namespace AerNas.Data.Batches;

/// <summary>Turns random parts of pictures into network input: cropped, resized, mirrored, their colours changed, normalized.</summary>
/// <param name="images">The pictures: photographs as they are, or whole images.</param>
/// <param name="normalization">What pixels are normalized by.</param>
/// <param name="part">Which parts.</param>
internal sealed class PartTransform(ImageSet images, ChannelNormalization normalization, RandomPart part)
{
    private readonly float[] _mean = [.. normalization.Mean.Select(mean => (float)mean)];
    private readonly float[] _std = [.. normalization.Std.Select(std => (float)std)];

    /// <summary>Writes a part of one image. // [C, H, W]</summary>
    /// <param name="index">Which image.</param>
    /// <param name="flip">Whether it is mirrored.</param>
    /// <param name="random">Of the image in the epoch.</param>
    /// <param name="target">Where to.</param>
    public void Write(int index, bool flip, ref CounterRandom random, Span<float> target)
    {
        var (size, square) = (images.Size, ArrayPool<byte>.Shared.Rent(target.Length));
        try
        {
            var pixels = square.AsSpan(0, target.Length);
            if (images.Photographs?.Read(index) is { } picture)
                part.Draw(ref random, picture.Width, picture.Height)
                    .Resample(picture.Planes, (picture.Width, picture.Height), pixels, size);
            else part.Draw(ref random, size, size).Resample(images.Image(index), (size, size), pixels, size);
            for (var i = 0; i < pixels.Length; i++) target[i] = pixels[i];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(square);
        }

        if (!part.Jitter.IsNone) part.Jitter.Apply(target, images.Channels, ref random);
        Normalize(target, size * size);
        if (!flip) return;
        for (var row = 0; row < target.Length; row += size) target.Slice(row, size).Reverse();
    }

    private void Normalize(Span<float> target, int plane)
    {
        for (var channel = 0; channel < _mean.Length; channel++)
            foreach (ref var value in target.Slice(channel * plane, plane))
                value = (value / 255f - _mean[channel]) / _std[channel];
    }
}
