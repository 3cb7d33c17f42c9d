namespace AerNas.Graphs;

/// <summary>The pixels that an output pixel reads: (y, x) reads inputs at stride * y + dilation * ky - padding, likewise for x.</summary>
/// <param name="Height">Kernel height in pixels.</param>
/// <param name="Width">Kernel width in pixels.</param>
public readonly record struct Window(int Height, int Width)
{
    /// <value>Step between outputs, in pixels.</value>
    public (int Y, int X) Stride { get; init; } = (1, 1);

    /// <value>Distance between kernel taps, in pixels.</value>
    public int Dilation { get; init; } = 1;

    /// <value>How far the window of output (0, 0) begins before the first pixel. Negative: behind it.</value>
    public (int Y, int X) Padding { get; init; }

    /// <value>Whether a last window that begins inside the map counts where it reaches beyond; libtorch's ceil_mode.</value>
    public bool KeepsPartial { get; init; }

    /// <summary>A square kernel padded so that stride 1 keeps the size.</summary>
    /// <param name="kernel">Height and width in pixels, odd.</param>
    /// <param name="stride">Step between outputs, in pixels.</param>
    /// <param name="dilation">Distance between kernel taps, in pixels.</param>
    public static Window Square(int kernel, int stride = 1, int dilation = 1)
    {
        var padding = dilation * (kernel - 1) / 2;
        return new Window(kernel, kernel) { Stride = (stride, stride), Dilation = dilation, Padding = (padding, padding) };
    }

    /// <summary>The size that it gives, as libtorch computes it.</summary>
    /// <param name="height">Of the map it moves over, in pixels.</param>
    /// <param name="width">Of the map it moves over, in pixels.</param>
    public (int Height, int Width) OutputSize(int height, int width) =>
        (Along(height, Padding.Y, Height, Stride.Y), Along(width, Padding.X, Width, Stride.X));

    private int Along(int length, int padding, int kernel, int stride)
    {
        var room = length + 2 * padding - Dilation * (kernel - 1) - 1;
        var whole = room / stride + 1;
        return KeepsPartial && room % stride > 0 && whole * stride < length + padding ? whole + 1 : whole;
    }
}
