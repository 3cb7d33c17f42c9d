using AerNas.Kernels.Simd;

namespace AerNas.Benchmarks.Kernels;

/// <summary>
/// What kernels of one vector width work on: an image with a border of one pixel, maps of its size, weights; all of values around 1.
/// </summary>
internal sealed class KernelMaps
{
    private const int SlackPixels = 64; // read, but not used, behind the last row
    private const int Border = 1;

    private readonly int _padded; // pixels a row of the image with its border

    /// <summary>Makes the arrays.</summary>
    /// <param name="set">The width.</param>
    /// <param name="channels">C; a multiple of the lanes.</param>
    /// <param name="side">H and W.</param>
    public KernelMaps(KernelSet set, int channels, int side)
    {
        Kernels = new SpanKernels(set);
        (Blocks, Size, _padded) = (channels / set.Lanes, new Extent(side, side), side + 2 * Border);
        var random = new Random(1);
        Image = Draw(random, (Blocks * _padded * _padded + SlackPixels) * set.Lanes);
        Map = Draw(random, (Blocks * Size.Pixels + SlackPixels) * set.Lanes);
        Terms = Draw(random, KernelTensors.Terms * Size.Pixels * set.Lanes);
        Weights = Draw(random, KernelTensors.Taps * channels * channels);
        Scale = Draw(random, KernelTensors.Terms * channels);
        Shift = Draw(random, channels);
    }

    /// <summary>The kernels.</summary>
    public SpanKernels Kernels { get; }

    /// <summary>How many vectors hold all channels of a pixel.</summary>
    public int Blocks { get; }

    /// <summary>Of a map.</summary>
    public Extent Size { get; }

    /// <summary>// [C / lanes, H + 2, W + 2, lanes]</summary>
    public float[] Image { get; }

    /// <summary>What is computed, or the gradient of it. // [C / lanes, H, W, lanes]</summary>
    public float[] Map { get; }

    /// <summary>What is added up. // [terms, H, W, lanes]</summary>
    public float[] Terms { get; }

    /// <summary>Weights, or where their gradients gather. // [C / lanes, taps, C, lanes]</summary>
    public float[] Weights { get; }

    /// <summary>// [terms, C]</summary>
    public float[] Scale { get; }

    /// <summary>// [C]</summary>
    public float[] Shift { get; }

    /// <summary>The image from the corner of its border on: a block of it, or the whole for kernels over all channels.</summary>
    public SpanGrid Padded(int block = 0) =>
        new(Image.AsSpan(block * _padded * _padded * Kernels.Lanes), _padded * Kernels.Lanes, Kernels.Lanes);

    /// <summary>A block of the map.</summary>
    public SpanGrid Output(int block) => new(Map.AsSpan(block * Size.Pixels * Kernels.Lanes), Size.Columns * Kernels.Lanes, Kernels.Lanes);

    /// <summary>A block of the weights of a convolution over all channels.</summary>
    public Span<float> DenseWeights(int block, int taps) => Weights.AsSpan(block * taps * Blocks * Kernels.Lanes * Kernels.Lanes);

    /// <summary>A block of the weights of a convolution within channels.</summary>
    public Span<float> DepthwiseWeights(int block) => Weights.AsSpan(block * KernelTensors.Taps * Kernels.Lanes);

    /// <summary>The places that a convolution of an odd side reads, over all channels.</summary>
    public Tap[] DenseTaps(int side)
    {
        var lanes = Kernels.Lanes;
        var first = (Border - side / 2) * (_padded + 1); // pixels from the corner of the border to the first place read
        var inBlock = Enumerable.Range(0, side * side).Select(t => first + t / side * _padded + t % side);
        var places = inBlock.SelectMany(place => Enumerable.Range(0, Blocks).Select(block => block * _padded * _padded + place));
        return [.. places.Select((place, i) => new Tap(place * lanes, i * lanes * lanes, lanes))];
    }

    /// <summary>The places that a 3x3 convolution reads within channels.</summary>
    public Tap[] DepthwiseTaps() =>
        [.. Enumerable.Range(0, KernelTensors.Taps).Select(t => new Tap((t / 3 * _padded + t % 3) * Kernels.Lanes, t * Kernels.Lanes, 1))];

    private static float[] Draw(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => 2 * random.NextSingle() - 1)];
}
