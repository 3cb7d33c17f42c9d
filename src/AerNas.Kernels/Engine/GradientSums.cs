namespace AerNas.Kernels.Engine;

/// <summary>
/// For each channel of a gradient u of a view: the sum of u over all pixels of the batch, and that of u times the centered map. Images are
/// summed one by one and then in their order, so that the result does not depend on which thread took which.
/// </summary>
internal sealed unsafe class GradientSums
{
    private readonly float* _images; // [N, blocks, 2, lanes]
    private readonly int _lanes;
    private readonly int _blocks;

    public GradientSums(FeatureMap map, int images, ChannelArena arena)
    {
        (_lanes, _blocks) = (map.Lanes, map.Blocks);
        _images = arena.Take((long)images * 2 * map.PaddedChannels);
        Plain = new double[map.PaddedChannels];
        Centered = new double[map.PaddedChannels];
    }

    /// <summary>Sums of u. // [C]</summary>
    public double[] Plain { get; }

    /// <summary>Sums of u times the centered map. // [C]</summary>
    public double[] Centered { get; }

    /// <summary>Where the two vectors of sums of a block of channels of an image gather; cleared.</summary>
    public float* Open(int image, int block)
    {
        var start = _images + ((long)image * _blocks + block) * 2 * _lanes;
        new Span<float>(start, 2 * _lanes).Clear();
        return start;
    }

    /// <summary>Adds up the images.</summary>
    public void Complete(int images)
    {
        Array.Clear(Plain);
        Array.Clear(Centered);
        var sums = _images;
        for (var image = 0; image < images; image++)
        {
            for (var block = 0; block < _blocks; block++, sums += 2 * _lanes)
            {
                for (var lane = 0; lane < _lanes; lane++)
                {
                    Plain[block * _lanes + lane] += sums[lane];
                    Centered[block * _lanes + lane] += sums[_lanes + lane];
                }
            }
        }
    }
}
