namespace AerNas.Kernels.Simd;

/// <summary>The places that an output pixel reads, in the order of summation.</summary>
/// <param name="first">The first of them.</param>
/// <param name="count">How many.</param>
internal readonly unsafe struct TapList(Tap* first, int count)
{
    /// <summary>The first of them.</summary>
    public Tap* First { get; } = first;

    /// <summary>How many.</summary>
    public int Count { get; } = count;
}
