namespace AerNas.Kernels.Engine;

/// <summary>Where the sums of an image's map, and of its squares, gather.</summary>
/// <param name="sums">// [C]; null where nobody needs them</param>
/// <param name="squares">// [C]</param>
internal readonly unsafe struct MomentSums(float* sums, float* squares)
{
    /// <summary>Sums of the map.</summary>
    public readonly float* Sums = sums;

    /// <summary>Sums of its squares.</summary>
    public readonly float* Squares = squares;
}
