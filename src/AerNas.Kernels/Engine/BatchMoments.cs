namespace AerNas.Kernels.Engine;

/// <summary>
/// Sums of a map and of its squares over all pixels of the batch: its mean and variance. Images are summed one by one and then in their
/// order and in double precision, so that the result does not depend on which thread took which.
/// </summary>
internal sealed unsafe class BatchMoments(FeatureMap map, int images, ChannelArena arena)
{
    private readonly float* _images = arena.Take((long)images * 2 * map.PaddedChannels); // [N, 2, C]

    /// <summary>Where the sums of an image gather, and behind them those of squares; cleared.</summary>
    public float* Open(int image)
    {
        var start = _images + (long)image * 2 * map.PaddedChannels;
        new Span<float>(start, 2 * map.PaddedChannels).Clear();
        return start;
    }

    /// <summary>Normalizes the views of the map.</summary>
    public void Complete(Pass pass)
    {
        var count = (long)images * map.Pixels;
        for (var c = 0; c < map.Channels; c++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var image = 0; image < images; image++)
            {
                var sums = _images + (long)image * 2 * map.PaddedChannels + c;
                sum += sums[0];
                squares += sums[map.PaddedChannels];
            }

            var mean = sum / count;
            var variance = Math.Max(0, squares / count - mean * mean);
            foreach (var view in map.Views)
            {
                if (view.Active) view.NormalizeByBatch(pass, c, (mean, variance), count);
            }
        }
    }
}
