using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>A convolution whose windows lie inside a padded input; rows of the output have a gap of untouched pixels behind them.</summary>
public sealed record ConvolutionShape(int Kernel, int Dilation, int Stride)
{
    private (int Output, int Tap, int Input)[]? _reads;

    public int Rows { get; init; } = 2;

    public int Columns { get; init; }

    /// <summary>Input channels that a dense convolution reads; 1 within channels.</summary>
    public int Inputs { get; init; } = 1;

    /// <summary>Untouched pixels behind a row of the output.</summary>
    public int Gap { get; init; } = 3;

    public int Taps => Kernel * Kernel;

    public int OutputWidth => Columns + Gap;

    public int OutputPositions => Rows * OutputWidth;

    public int InputWidth => Stride * Math.Max(0, Columns - 1) + Dilation * (Kernel - 1) + 1;

    /// <summary>Pixels of the input, and those that the last tile reads in vain.</summary>
    public int InputPixels => (Stride * (Rows - 1) + Dilation * (Kernel - 1) + 1) * InputWidth + 8 * Stride;

    internal Extent Size => new(Rows, Columns);

    /// <summary>All windows: output pixel, tap and input pixel.</summary>
    public (int Output, int Tap, int Input)[] Reads => _reads ??= [.. Windows()];

    /// <summary>The taps, where a pixel takes so many floats and the weights of a tap so many.</summary>
    internal Tap[] TapsIn(int pixel, int weights) =>
        [.. Enumerable.Range(0, Taps).Select(t => new Tap((t / Kernel * InputWidth + t % Kernel) * Dilation * pixel, t * weights, Inputs))];

    private IEnumerable<(int Output, int Tap, int Input)> Windows()
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                for (var tap = 0; tap < Taps; tap++)
                {
                    var (y, x) = (row * Stride + tap / Kernel * Dilation, column * Stride + tap % Kernel * Dilation);
                    yield return (row * OutputWidth + column, tap, y * InputWidth + x);
                }
            }
        }
    }
}
