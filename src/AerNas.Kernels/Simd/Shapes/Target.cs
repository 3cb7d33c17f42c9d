namespace AerNas.Kernels.Simd;

/// <summary>Where a convolution writes.</summary>
/// <param name="grid">The pixels.</param>
/// <param name="accumulate">Whether it adds to what is there.</param>
internal readonly struct Target(Grid grid, bool accumulate = false)
{
    /// <summary>The pixels.</summary>
    public Grid Grid { get; } = grid;

    /// <summary>Whether it adds to what is there.</summary>
    public bool Accumulate { get; } = accumulate;
}
