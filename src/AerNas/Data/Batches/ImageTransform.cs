namespace AerNas.Data.Batches;

/// <summary>
/// Turns stored images into network input: crop, flip, normalization and cutout in one pass. What happens to an image is a pure function of
/// (seed, epoch, image index). The draws are always made, in the order top, left, flip, centre y, centre x, whether to cut out, so that
/// switching one of them off leaves the others as they were.
/// </summary>
internal sealed class ImageTransform
{
    private readonly ImageSet _images;
    private readonly float[][] _tables;
    private readonly Augmentation _augmentation;
    private readonly int _padding;
    private readonly PartTransform? _parts;

    public ImageTransform(ImageSet images, ChannelNormalization normalization, Augmentation augmentation)
    {
        if (normalization.Mean.Length != images.Channels)
            throw new ArgumentException(
                $"The images have {images.Channels} channels, the normalization {normalization.Mean.Length}.", nameof(normalization));
        if (augmentation.Validate(images.Size) is { Count: > 0 } problems)
            throw new InvalidOptionsException(problems);
        _images = images;
        _augmentation = augmentation;
        _padding = augmentation.PaddingFor(images.Size);
        _parts = augmentation.Part is { } part ? new PartTransform(images, normalization, part) : null;
        _tables = [.. Enumerable.Range(0, images.Channels).Select(normalization.Table)];
    }

    /// <summary>Writes one image. // [C, H, W]</summary>
    /// <param name="index">Which.</param>
    /// <param name="epoch">The epoch it is shown in, from 0.</param>
    /// <param name="random">Of the image in the epoch.</param>
    /// <param name="target">Where to.</param>
    public void Write(int index, long epoch, CounterRandom random, Span<float> target)
    {
        int size = _images.Size;
        var top = random.Below(2 * _padding + 1) - _padding;
        var left = random.Below(2 * _padding + 1) - _padding;
        var flip = random.Coin() && _augmentation.Flip;
        var (centreY, centreX) = (random.Below(size), random.Below(size));
        var cuts = _augmentation.CutoutLength > 0 && random.Uniform() < _augmentation.CutoutShare(epoch);

        // Flipping first and cropping then moves the crop window the other way over the stored image.
        if (flip && _augmentation.Order == AugmentationOrder.FlipThenCrop)
            left = -left;
        if (_parts is not null)
        {
            _parts.Write(index, flip, ref random, target);
            if (cuts) CutoutBox.Around(centreY, centreX, _augmentation.CutoutLength, size).Erase(target, size);
            return;
        }

        var source = _images.Image(index);
        for (var channel = 0; channel < _tables.Length; channel++)
        {
            var plane = channel * size * size;
            WritePlane(source.Slice(plane, size * size), _tables[channel], (top, left, flip), target.Slice(plane, size * size));
        }
        if (cuts)
            CutoutBox.Around(centreY, centreX, _augmentation.CutoutLength, size).Erase(target, size);
    }

    private void WritePlane(
        ReadOnlySpan<byte> source, ReadOnlySpan<float> table, (int Top, int Left, bool Flip) window, Span<float> target)
    {
        var size = _images.Size;
        int from = Math.Max(0, -window.Left), to = Math.Min(size, size - window.Left);
        for (var y = 0; y < size; y++)
        {
            var row = target.Slice(y * size, size);
            var sourceY = y + window.Top;
            if ((uint)sourceY >= (uint)size)
            {
                row.Fill(table[0]);
                continue;
            }
            var pixels = source.Slice(sourceY * size, size);
            row[..from].Fill(table[0]);
            row[to..].Fill(table[0]);
            for (var x = from; x < to; x++)
                row[x] = table[pixels[x + window.Left]];
            if (window.Flip)
                row.Reverse();
        }
    }
}
