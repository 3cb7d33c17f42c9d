using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>
/// Holds a kernel against its oracle. Data are 16 channels: the scalar kernel runs on each, wider ones on blocks of as many as they have
/// lanes. Arrays have a margin on both sides that nothing may touch.
/// </summary>
internal sealed class KernelCheck(int seed)
{
    public const int Channels = 16;

    /// <summary>Positions before and after what belongs to a kernel.</summary>
    public const int Margin = 32;

    /// <summary>What the oracle says of a position that must stay as it is.</summary>
    public const double Untouched = double.NaN;

    /// <summary>Row lengths that meet every remainder of every loop: 0 to 65, or the edges of that where the tests run once more.</summary>
    public static IEnumerable<int> Lengths { get; } =
        Enumerable.Range(0, 66).Where(length => !NarrowMachineTests.IsChild || length < 18 || length is 31 or 32 or 33 or 63 or 64 or 65);

    private readonly Random _random = new(seed);
    private readonly List<float[][]> _arrays = []; // [arrays][channels][positions]
    private readonly List<double[][]> _expected = []; // of the first arrays

    /// <summary>Values between -1 and 1.</summary>
    public float Next() => (float)(2 * _random.NextDouble() - 1);

    /// <summary>Adds an array of random values, with margins.</summary>
    public float[][] Add(int positions) => Add(positions, Next);

    /// <summary>Adds an array of given values, with margins.</summary>
    public float[][] Add(int positions, Func<float> value)
    {
        var channels = Enumerable.Range(0, Channels)
            .Select(_ => Enumerable.Range(0, positions + 2 * Margin).Select(_ => value()).ToArray()).ToArray();
        _arrays.Add(channels);
        return channels;
    }

    /// <summary>Says what the next of the first arrays becomes: a value for each position, without margins, of each channel.</summary>
    public void Expect(Func<int, double[]> oracle)
    {
        var margin = Enumerable.Repeat(Untouched, Margin).ToArray();
        _expected.Add([.. Enumerable.Range(0, Channels).Select(c => (double[])[.. margin, .. oracle(c), .. margin])]);
    }

    /// <summary>
    /// The scalar kernel agrees with the oracle, every wider one with the scalar one to the bit, and no other value changes.
    /// </summary>
    public void Run(double tolerance, KernelCall call)
    {
        var scalar = Enumerable.Range(0, Channels).Select(c => Result(new SpanKernels(VectorWidths.Scalar), c, call)).ToArray();
        for (var c = 0; c < Channels; c++)
        {
            for (var i = 0; i < _arrays.Count; i++) AgainstOracle(i, c, scalar[c][i], tolerance);
        }

        foreach (var width in VectorWidths.Wide)
        {
            for (var first = 0; first < Channels; first += width.Lanes)
            {
                var result = Result(new SpanKernels(width), first, call);
                for (var c = 0; c < Channels - first && c < width.Lanes; c++)
                {
                    for (var i = 0; i < _arrays.Count; i++)
                        SameBits(scalar[first + c][i], result[i], (c, width.Lanes), $"array {i}, channel {first + c}");
                }
            }
        }
    }

    private float[][] Result(SpanKernels kernels, int first, KernelCall call)
    {
        float[][] blocks = [.. _arrays.Select(array => Interleave(array, first, kernels.Lanes))];
        call(kernels, blocks);
        return blocks;
    }

    private void AgainstOracle(int array, int channel, float[] actual, double tolerance)
    {
        for (var i = 0; i < actual.Length; i++)
        {
            var before = _arrays[array][channel][i];
            var expected = array < _expected.Count ? _expected[array][channel][i] : Untouched;
            var agrees = double.IsNaN(expected)
                ? BitConverter.SingleToInt32Bits(before) == BitConverter.SingleToInt32Bits(actual[i])
                : Math.Abs(actual[i] - expected) <= tolerance * Math.Max(1, Math.Abs(expected)) || actual[i] == expected;
            if (!agrees)
                Assert.Fail($"array {array}, channel {channel}, position {i - Margin}: {actual[i]:R}, not "
                    + $"{expected:R} (before {before:R})");
        }
    }

    private static void SameBits(float[] scalar, float[] block, (int Lane, int Lanes) lane, string where)
    {
        for (var i = 0; i < scalar.Length; i++)
        {
            var wide = block[i * lane.Lanes + lane.Lane];
            if (BitConverter.SingleToInt32Bits(wide) != BitConverter.SingleToInt32Bits(scalar[i]))
                Assert.Fail($"{lane.Lanes} lanes, {where}, position {i - Margin}: {wide:R}, not {scalar[i]:R}");
        }
    }

    private static float[] Interleave(float[][] channels, int first, int lanes)
    {
        var block = new float[channels[0].Length * lanes];
        for (var i = 0; i < block.Length; i++) block[i] = channels[first + i % lanes][i / lanes];
        return block;
    }
}
