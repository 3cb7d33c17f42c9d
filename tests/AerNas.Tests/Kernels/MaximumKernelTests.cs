using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>
/// Maximum pooling and its backward pass, at every row length from 0 to 65, among few different values, so that many are equal.
/// </summary>
public sealed class MaximumKernelTests
{
    private const int M = KernelCheck.Margin;

    public static TheoryData<int, int> Windows => new() { { 3, 1 }, { 3, 2 }, { 2, 2 }, { 5, 1 } };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Maximum_EveryRowLength_MatchesOracleInEveryWidth(int kernel, int stride)
    {
        foreach (var shape in Shapes(kernel, stride))
        {
            var check = new KernelCheck(shape.Columns);
            var (_, x) = (check.Add(shape.OutputPositions), check.Add(shape.InputPixels, () => Coarse(check)));
            check.Expect(c => Maxima(shape, x[c]));
            check.Run(0, (kernels, a) => kernels.Maximum(
                Grid(kernels, a[1], shape.InputWidth * stride, stride), shape.TapsIn(kernels.Lanes, 0),
                    Grid(kernels, a[0], shape.OutputWidth), shape.Size));
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void MaximumBackward_EqualPixels_GivesTheGradientToTheFirst(int kernel, int stride)
    {
        foreach (var shape in Shapes(kernel, stride))
        {
            var check = new KernelCheck(shape.Columns);
            var (dx, x) = (check.Add(shape.InputPixels), check.Add(shape.InputPixels, () => Coarse(check)));
            var (y, g) = (check.Add(shape.OutputPositions), check.Add(shape.OutputPositions));
            for (var c = 0; c < KernelCheck.Channels; c++)
            {
                var maxima = Maxima(shape, x[c]);
                for (var i = 0; i < maxima.Length; i++) y[c][M + i] = (float)maxima[i];
            }

            check.Expect(c => Spread(shape, x[c], g[c], dx[c]));
            check.Run(kernel * kernel / (double)(1 << 22), (kernels, a) => kernels.MaximumBackward(
                new(Grid(kernels, a[1], shape.InputWidth * stride, stride), Grid(kernels, a[2], shape.OutputWidth),
                    Grid(kernels, a[0], shape.InputWidth * stride, stride)),
                shape.TapsIn(kernels.Lanes, 0), Grid(kernels, a[3], shape.OutputWidth), shape.Size));
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Maximum_NotANumberAtAnyTap_IsPassedOnInEveryWidth(int kernel, int stride)
    {
        var shape = new ConvolutionShape(kernel, 1, stride) { Columns = 2 };
        foreach (var kernels in VectorWidths.All.Select(width => new SpanKernels(width)))
        {
            foreach (var (output, tap, input) in shape.Reads)
            {
                float[] x = new float[shape.InputPixels * kernels.Lanes], y = new float[shape.OutputPositions * kernels.Lanes];
                x.AsSpan(input * kernels.Lanes, kernels.Lanes).Fill(float.NaN);
                kernels.Maximum(
                    new(x, shape.InputWidth * stride * kernels.Lanes, stride * kernels.Lanes), shape.TapsIn(kernels.Lanes, 0),
                    new(y, shape.OutputWidth * kernels.Lanes, kernels.Lanes), shape.Size);
                var touched = shape.Reads.Where(read => read.Input == input).Select(read => read.Output).ToHashSet();
                for (var i = 0; i < y.Length; i++)
                    Assert.True(float.IsNaN(y[i]) == touched.Contains(i / kernels.Lanes),
                        $"{kernels.Lanes} lanes, tap {tap} of output {output}: {y[i]} at {i}");
            }
        }
    }

    private static IEnumerable<ConvolutionShape> Shapes(int kernel, int stride) =>
        KernelCheck.Lengths.Select(columns => new ConvolutionShape(kernel, 1, stride) { Columns = columns });

    /// <summary>One of four values, or what stands in a border.</summary>
    private static float Coarse(KernelCheck check) =>
        MathF.Floor(check.Next() * 3) is var value && value < -2 ? float.NegativeInfinity : value;

    private static double[] Maxima(ConvolutionShape shape, float[] x)
    {
        var maxima = Enumerable.Repeat(KernelCheck.Untouched, shape.OutputPositions).ToArray();
        foreach (var read in shape.Reads)
            maxima[read.Output] = read.Tap == 0 ? x[M + read.Input] : Math.Max(maxima[read.Output], x[M + read.Input]);
        return maxima;
    }

    private static double[] Spread(ConvolutionShape shape, float[] x, float[] gradient, float[] before)
    {
        var sums = Enumerable.Range(0, shape.InputPixels).Select(i => (double)before[M + i]).ToArray();
        foreach (var window in shape.Reads.GroupBy(read => read.Output))
        {
            var first = window.OrderByDescending(read => x[M + read.Input]).ThenBy(read => read.Tap).First();
            sums[first.Input] += gradient[M + window.Key];
        }

        return sums;
    }

    private static SpanGrid Grid(SpanKernels kernels, float[] array, int rowPixels, int step = 1) =>
        new(array.AsSpan(M * kernels.Lanes), rowPixels * kernels.Lanes, step * kernels.Lanes);
}
