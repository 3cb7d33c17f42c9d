namespace AerNas.Kernels.Simd;

/// <summary>Where the sums of a block of channels of an image, and of its squares, gather; both are of differences from a pivot.</summary>
/// <param name="pivot">// [lanes]</param>
/// <param name="sums">// [lanes]</param>
/// <param name="squares">// [lanes]</param>
internal readonly unsafe struct MomentSums(float* pivot, float* sums, float* squares)
{
    /// <summary>What is subtracted from every pixel.</summary>
    public readonly float* Pivot = pivot;

    /// <summary>Sums of the differences.</summary>
    public readonly float* Sums = sums;

    /// <summary>Sums of their squares.</summary>
    public readonly float* Squares = squares;
}
