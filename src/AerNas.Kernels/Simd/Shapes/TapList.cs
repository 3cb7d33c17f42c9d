namespace AerNas.Kernels.Simd;

/// <summary>The places that an output pixel reads, in the order of summation.</summary>
/// <param name="first">The first of them.</param>
/// <param name="count">How many.</param>
/// <param name="rows">How they stand in rows, if they do.</param>
internal readonly unsafe struct TapList(Tap* first, int count, TapRows rows = default)
{
    public Tap* First { get; } = first;
    public int Count { get; } = count;

    /// <summary>How they stand in rows; default where they do not.</summary>
    public TapRows Rows { get; } = rows;
}

/// <summary>One of the places that an output pixel reads.</summary>
/// <param name="Input">Floats from the pixel that belongs to the output to the pixel read.</param>
/// <param name="Weight">Where the weights for it begin, in floats.</param>
/// <param name="Channels">Input channels read there, for kernels over all channels; at most the lane count.</param>
internal readonly record struct Tap(int Input, int Weight, int Channels);
