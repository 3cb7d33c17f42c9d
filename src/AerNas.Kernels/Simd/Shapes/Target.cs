namespace AerNas.Kernels.Simd;

/// <summary>Where a convolution writes, and what it does to its sums first.</summary>
/// <param name="grid">The pixels.</param>
/// <param name="accumulate">Whether it adds to what is there.</param>
/// <param name="bias">What the sums of a convolution over all channels begin with, a value a channel; null: zeros.</param>
/// <param name="rectify">Whether a ReLU comes last.</param>
internal readonly unsafe struct Target(Grid grid, bool accumulate = false, float* bias = null, bool rectify = false)
{
    /// <summary>The pixels.</summary>
    public readonly Grid Grid = grid;

    /// <summary>Whether it adds to what is there.</summary>
    public readonly bool Accumulate = accumulate;

    /// <summary>What the sums of a convolution over all channels begin with, a value a channel; null: zeros.</summary>
    public readonly float* Bias = bias;

    /// <summary>Whether a ReLU comes last.</summary>
    public readonly bool Rectify = rectify;

    /// <summary>The same for pixels elsewhere and a later bias.</summary>
    public Target Moved(long pixels, int channels) =>
        new(Grid.Moved(pixels), Accumulate, Bias is null ? null : Bias + channels, Rectify);
}
