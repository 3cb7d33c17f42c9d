namespace AerNas.Kernels.Simd;

/// <summary>Where the 36 points of tiles lie.</summary>
/// <param name="first">The first vector of the first point.</param>
/// <param name="step">Floats from a point to the next.</param>
internal readonly unsafe struct WinogradPoints(float* first, long step)
{
    /// <summary>Outputs of a tile in a direction.</summary>
    public const int Outputs = 4;

    /// <summary>Points of a tile in a direction, and the inputs it reads.</summary>
    public const int Side = 6;

    /// <summary>Points of a tile.</summary>
    public const int Count = Side * Side;

    /// <summary>Floats between the vectors of a point and those of the next: a power of two from point to point would have all 36 meet in
    /// the same few lines of the first cache.</summary>
    public const int Gap = CacheLine.Floats;

    private const int LineBytes = sizeof(float) * CacheLine.Floats;

    /// <summary>The first vector of the first point.</summary>
    public readonly float* First = first;

    /// <summary>Floats from a point to the next.</summary>
    public readonly long Step = step;

    /// <summary>The first cache line in some memory, which must have a line more than is needed.</summary>
    public static float* Aligned(float* memory) => (float*)(((nint)memory + LineBytes - 1) / LineBytes * LineBytes);
}
