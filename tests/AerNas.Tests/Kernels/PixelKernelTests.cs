using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>What is done to pixels one by one, and sums over them, for every number of pixels from 0 to 65.</summary>
public sealed class PixelKernelTests
{
    private const int M = KernelCheck.Margin;
    private const double Rounding = 1.0 / (1 << 22); // of a term: half a unit in the last place of sums below 8

    public static TheoryData<int> Lengths => [.. KernelCheck.Lengths];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Combine_AnyNumberOfMaps_MatchesOracleInEveryWidth(int pixels)
    {
        foreach (var terms in new[] { 1, 2, 9, 12 })
        {
            var check = new KernelCheck(pixels);
            var (y, maps, scales, shift) = (check.Add(pixels), check.Add(terms * pixels), check.Add(terms), check.Add(1));
            check.Expect(c => Pixels(pixels, p => shift[c][M] + Enumerable.Range(0, terms).Sum(
                i => (double)maps[c][M + i * pixels + p] * scales[c][M + i])));
            check.Run((terms + 1) * Rounding, (kernels, a) => kernels.Combine(
                Inside(kernels, a[1]), Inside(kernels, a[2], terms), Inside(kernels, a[3]), Inside(kernels, a[0]), pixels));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Moments_MatchOracleInEveryWidth(int pixels)
    {
        var check = new KernelCheck(pixels);
        var (sums, squares, x, pivot) = (check.Add(1), check.Add(1), check.Add(pixels), check.Add(1));
        check.Expect(c => [sums[c][M] + Pixels(pixels, p => (double)x[c][M + p] - pivot[c][M]).Sum()]);
        check.Expect(c => [squares[c][M] + Pixels(pixels, p => Math.Pow((double)x[c][M + p] - pivot[c][M], 2)).Sum()]);
        check.Run(4 * (pixels + 1) * Rounding, (kernels, a) => kernels.Moments(
            Inside(kernels, a[2]), pixels, Inside(kernels, a[3]), Inside(kernels, a[0]), Inside(kernels, a[1])));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Total_MatchesOracleInEveryWidth(int pixels)
    {
        var check = new KernelCheck(pixels);
        var (sums, x) = (check.Add(1), check.Add(pixels));
        check.Expect(c => [sums[c][M] + Pixels(pixels, p => x[c][M + p]).Sum()]);
        check.Run((pixels + 1) * Rounding, (kernels, a) => kernels.Total(Inside(kernels, a[1]), pixels, Inside(kernels, a[0])));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Products_MatchOracleInEveryWidth(int pixels)
    {
        var check = new KernelCheck(pixels);
        var (sums, u, x, scale, shift) = (check.Add(1), check.Add(pixels), check.Add(pixels), check.Add(1), check.Add(1));
        check.Expect(c => [sums[c][M] + Pixels(pixels, p => u[c][M + p] * Affine(x, scale, shift, c, p)).Sum()]);
        check.Run((2 * pixels + 1) * Rounding, (kernels, a) => kernels.Products(
            Inside(kernels, a[1]), Inside(kernels, a[2]), AffineOf(kernels, a, 3), pixels, Inside(kernels, a[0])));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void TwoProducts_MatchOracleInEveryWidth(int pixels)
    {
        var check = new KernelCheck(pixels);
        var (sums, u, maps, scale, shift) = (check.Add(2), check.Add(pixels), check.Add(2 * pixels), check.Add(1), check.Add(1));
        check.Expect(c => [.. Enumerable.Range(0, 2).Select(map =>
            sums[c][M + map] + Pixels(pixels, p => u[c][M + p] * Affine(maps, scale, shift, c, map * pixels + p)).Sum())]);
        check.Run((2 * pixels + 1) * Rounding, (kernels, a) => kernels.TwoProducts(
            Inside(kernels, a[1]), Inside(kernels, a[2]), AffineOf(kernels, a, 3), pixels, Inside(kernels, a[0])));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void NormalizeAndRectify_RowsWithAndWithoutGaps_MatchOracleInEveryWidth(int pixels)
    {
        foreach (var (gap, rectify) in new[] { (0, false), (2, false), (0, true), (2, true) })
        {
            const int rows = 2;
            var (check, width) = (new KernelCheck(pixels), pixels + gap);
            var (y, x, scale, shift) = (check.Add(rows * width), check.Add(rows * pixels), check.Add(1), check.Add(1));
            check.Expect(c => Pixels(rows * width, p => p % width >= pixels
                ? KernelCheck.Untouched
                : Relu(rectify, Affine(x, scale, shift, c, p / width * pixels + p % width))));
            check.Run(2 * Rounding, (kernels, a) =>
            {
                var from = Grid(kernels, a[1], pixels);
                var to = Grid(kernels, a[0], width);
                if (rectify) kernels.Rectify(from, AffineOf(kernels, a, 2), to, new Extent(rows, pixels));
                else kernels.Normalize(from, AffineOf(kernels, a, 2), to, new Extent(rows, pixels));
            });
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Masks_MatchOracleInEveryWidth(int pixels)
    {
        foreach (var add in new[] { false, true })
        {
            var check = new KernelCheck(pixels);
            var (y, through, x, scale, shift) = (check.Add(pixels), check.Add(pixels), check.Add(pixels), check.Add(1), check.Add(1));
            check.Expect(c => Pixels(pixels, p => (add ? y[c][M + p] : 0) + (Affine(x, scale, shift, c, p) > 0 ? through[c][M + p] : 0)));
            check.Run(2 * Rounding, (kernels, a) =>
            {
                if (add) kernels.MaskAdd(Inside(kernels, a[1]), Inside(kernels, a[2]), AffineOf(kernels, a, 3),
                    Inside(kernels, a[0]), pixels);
                else kernels.Mask(Inside(kernels, a[1]), Inside(kernels, a[2]), AffineOf(kernels, a, 3), Inside(kernels, a[0]), pixels);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void MaskAndScale_InPlace_MatchOracleInEveryWidth(int pixels)
    {
        var check = new KernelCheck(pixels);
        var (y, x, scale, shift) = (check.Add(pixels), check.Add(pixels), check.Add(1), check.Add(1));
        var factors = Enumerable.Range(0, pixels).Select(_ => check.Next()).ToArray();
        check.Expect(c => Pixels(pixels, p => Affine(x, scale, shift, c, p) > 0 ? (double)y[c][M + p] * factors[p] : 0));
        check.Run(2 * Rounding, (kernels, a) =>
        {
            kernels.Mask(Inside(kernels, a[0]), Inside(kernels, a[1]), AffineOf(kernels, a, 2), Inside(kernels, a[0]), pixels);
            kernels.Scale(Inside(kernels, a[0]), factors, Inside(kernels, a[0]), pixels);
        });
    }

    [Fact]
    public void Rectify_NotANumber_StaysNoneInEveryWidth()
    {
        foreach (var kernels in VectorWidths.All.Select(width => new SpanKernels(width)))
        {
            var (x, y, ones) = (new float[kernels.Lanes], new float[kernels.Lanes], new float[kernels.Lanes]);
            Array.Fill(x, float.NaN);
            Array.Fill(ones, 1);
            kernels.Rectify(new(x, kernels.Lanes, kernels.Lanes), new(ones, ones), new(y, kernels.Lanes, kernels.Lanes), new Extent(1, 1));
            Assert.All(y, value => Assert.True(float.IsNaN(value), $"{kernels.Lanes} lanes: {value}"));
        }
    }

    private static double Affine(float[][] x, float[][] scale, float[][] shift, int channel, int pixel) =>
        (double)x[channel][M + pixel] * scale[channel][M] + shift[channel][M];

    private static double Relu(bool rectify, double value) => rectify ? Math.Max(0, value) : value;

    private static double[] Pixels(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static SpanAffine AffineOf(SpanKernels kernels, float[][] arrays, int scale) =>
        new(Inside(kernels, arrays[scale]), Inside(kernels, arrays[scale + 1]));

    private static Span<float> Inside(SpanKernels kernels, float[] array) => array.AsSpan(M * kernels.Lanes);

    private static Span<float> Inside(SpanKernels kernels, float[] array, int positions) =>
        array.AsSpan(M * kernels.Lanes, positions * kernels.Lanes);

    private static SpanGrid Grid(SpanKernels kernels, float[] array, int rowPixels) =>
        new(Inside(kernels, array), rowPixels * kernels.Lanes, kernels.Lanes);
}
