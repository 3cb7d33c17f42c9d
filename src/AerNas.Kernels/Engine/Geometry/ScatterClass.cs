namespace AerNas.Kernels.Engine;

/// <summary>One class of input pixels of a transposed convolution.</summary>
internal readonly struct ScatterClass(PixelClass pixels, (int Y, int X) stride, TapList taps)
{
    public Extent Size { get; } = new(pixels.Rows, pixels.Columns);

    /// <summary>Which outputs' gradients they gather.</summary>
    public TapList Taps { get; } = taps;

    /// <summary>Where the pixels lie in a map.</summary>
    /// <param name="block">The first pixel of a block of channels of the map.</param>
    /// <param name="width">Of the map.</param>
    /// <param name="lanes">Channels in a vector.</param>
    public unsafe Grid In(float* block, int width, int lanes) =>
        new(block + (long)(pixels.Y * width + pixels.X) * lanes, stride.Y * width * lanes, stride.X * lanes);
}
