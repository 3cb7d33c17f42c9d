using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>Both convolutions and their weight gradients, at every row length from 0 to 65.</summary>
public sealed class ConvolutionKernelTests
{
    private const int M = KernelCheck.Margin;
    private const double Rounding = 1.0 / (1 << 22); // of a term: half a unit in the last place of sums below 8

    public static TheoryData<int, int, int> Windows => new()
    {
        { 1, 1, 1 }, { 1, 1, 2 }, { 2, 1, 1 }, { 3, 1, 1 }, { 3, 1, 2 }, { 3, 2, 1 }, { 3, 2, 2 }, { 3, 3, 1 }, { 4, 1, 1 },
        { 5, 1, 1 }, { 5, 1, 2 }, { 5, 2, 1 }, { 5, 2, 2 },
    };

    public static TheoryData<int, int, int> InputsAndWindows => new()
    {
        { 1, 1, 1 }, { 3, 3, 1 }, { 4, 1, 2 }, { 7, 1, 1 }, { 8, 3, 2 }, { 9, 2, 1 }, { 16, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Depthwise_EveryRowLength_MatchesOracleInEveryWidth(int kernel, int dilation, int stride)
    {
        foreach (var (shape, accumulate) in Shapes(kernel, dilation, stride, inputs: 1))
        {
            var check = new KernelCheck(seed: shape.Columns);
            var (y, x, w) = (check.Add(shape.OutputPositions), check.Add(shape.InputPixels), check.Add(shape.Taps));
            check.Expect(c => Outputs(shape, accumulate ? y[c] : null, r => (double)x[c][M + r.Input] * w[c][M + r.Tap]));
            check.Run(shape.Taps * Rounding, (kernels, a) =>
            {
                var input = Grid(kernels, a[1], shape.InputWidth * stride, stride);
                var output = Grid(kernels, a[0], shape.OutputWidth);
                var taps = shape.TapsIn(kernels.Lanes, kernels.Lanes);
                if (accumulate) kernels.AddDepthwise(input, taps, Inside(kernels, a[2]), output, shape.Size);
                else kernels.Depthwise(input, taps, Inside(kernels, a[2]), output, shape.Size);
            });
        }
    }

    [Theory]
    [MemberData(nameof(InputsAndWindows))]
    public void Dense_EveryRowLength_MatchesOracleInEveryWidth(int inputs, int kernel, int stride)
    {
        foreach (var (shape, accumulate) in Shapes(kernel, 1, stride, inputs))
        {
            var check = new KernelCheck(seed: shape.Columns);
            var (y, w) = (check.Add(shape.OutputPositions), check.Add(shape.Taps * inputs));
            var x = Shared(check, shape);
            check.Expect(c => Outputs(shape, accumulate ? y[c] : null, r => Enumerable.Range(0, inputs).Sum(
                k => (double)x[r.Input * inputs + k] * w[c][M + r.Tap * inputs + k])));
            check.Run(shape.Taps * inputs * Rounding, (kernels, a) =>
            {
                var input = new SpanGrid(x, shape.InputWidth * stride * inputs, stride * inputs);
                var output = Grid(kernels, a[0], shape.OutputWidth);
                var taps = shape.TapsIn(inputs, inputs * kernels.Lanes);
                if (accumulate) kernels.AddDense(input, taps, Inside(kernels, a[1]), output, shape.Size);
                else kernels.Dense(input, taps, Inside(kernels, a[1]), output, shape.Size);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void DepthwiseWeights_EveryRowLength_MatchesOracleInEveryWidth(int kernel, int dilation, int stride)
    {
        foreach (var (shape, _) in Shapes(kernel, dilation, stride, inputs: 1))
        {
            var check = new KernelCheck(seed: shape.Columns);
            var (dw, x, g) = (check.Add(shape.Taps), check.Add(shape.InputPixels), check.Add(shape.OutputPositions));
            check.Expect(c => WeightSums(shape, dw[c], (r, _) => (double)x[c][M + r.Input] * g[c][M + r.Output]));
            check.Run(2 * 66 * Rounding, (kernels, a) => kernels.DepthwiseWeights(
                Grid(kernels, a[1], shape.InputWidth * stride, stride), shape.TapsIn(kernels.Lanes, kernels.Lanes),
                Grid(kernels, a[2], shape.OutputWidth), shape.Size, Inside(kernels, a[0])));
        }
    }

    [Theory]
    [MemberData(nameof(InputsAndWindows))]
    public void DenseWeights_EveryRowLength_MatchesOracleInEveryWidth(int inputs, int kernel, int stride)
    {
        foreach (var (shape, _) in Shapes(kernel, 1, stride, inputs))
        {
            var check = new KernelCheck(seed: shape.Columns);
            var (dw, g) = (check.Add(shape.Taps * inputs), check.Add(shape.OutputPositions));
            var x = Shared(check, shape);
            check.Expect(c => WeightSums(shape, dw[c], (r, k) => (double)x[r.Input * inputs + k] * g[c][M + r.Output]));
            check.Run(2 * 66 * Rounding, (kernels, a) => kernels.DenseWeights(
                new SpanGrid(x, shape.InputWidth * stride * inputs, stride * inputs), shape.TapsIn(inputs, inputs * kernels.Lanes),
                Grid(kernels, a[1], shape.OutputWidth), shape.Size, Inside(kernels, a[0])));
        }
    }

    /// <summary>
    /// Every row length; half of them, every remainder by eight among them, are added to what is there, with gaps behind rows, the others
    /// are written side by side.
    /// </summary>
    private static IEnumerable<(ConvolutionShape Shape, bool Accumulate)> Shapes(int kernel, int dilation, int stride, int inputs) =>
        from columns in KernelCheck.Lengths
        let accumulate = (columns / 8 + columns) % 2 == 1
        select (new ConvolutionShape(kernel, dilation, stride)
        {
            Columns = columns,
            Inputs = inputs,
            Gap = accumulate ? 3 : 0,
        }, accumulate);

    private static double[] Outputs(ConvolutionShape shape, float[]? before, Func<(int Output, int Tap, int Input), double> term)
    {
        var sums = Enumerable.Repeat(KernelCheck.Untouched, shape.OutputPositions).ToArray();
        foreach (var read in shape.Reads)
        {
            if (double.IsNaN(sums[read.Output])) sums[read.Output] = before?[M + read.Output] ?? 0;
            sums[read.Output] += term(read);
        }

        return sums;
    }

    private static double[] WeightSums(ConvolutionShape shape, float[] before, Func<(int Output, int Tap, int Input), int, double> term)
    {
        var sums = Enumerable.Range(0, shape.Taps * shape.Inputs).Select(i => (double)before[M + i]).ToArray();
        foreach (var read in shape.Reads)
        {
            for (var k = 0; k < shape.Inputs; k++) sums[read.Tap * shape.Inputs + k] += term(read, k);
        }

        return sums;
    }

    /// <summary>The input of a convolution over all channels: the same for each of its outputs. // [pixels, inputs]</summary>
    private static float[] Shared(KernelCheck check, ConvolutionShape shape) =>
        [.. Enumerable.Range(0, shape.InputPixels * shape.Inputs).Select(_ => check.Next())];

    private static Span<float> Inside(SpanKernels kernels, float[] array) => array.AsSpan(M * kernels.Lanes);

    private static SpanGrid Grid(SpanKernels kernels, float[] array, int rowPixels, int step = 1) =>
        new(Inside(kernels, array), rowPixels * kernels.Lanes, step * kernels.Lanes);
}
