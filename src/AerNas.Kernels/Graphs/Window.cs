namespace AerNas.Kernels.Graphs;

/// <summary>The pixels that an output pixel reads: output (y, x) reads inputs at stride * y + dilation * ky - padding, likewise for x.</summary>
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
}
