namespace AerNas.Kernels.Simd;

/// <summary>Where the sums of a tile are put.</summary>
/// <param name="first">The first pixel of the first block.</param>
/// <param name="step">Floats from a pixel to the next.</param>
/// <param name="blockStep">Floats from a block of channels to the next.</param>
internal readonly unsafe struct TilePlace(float* first, long step, long blockStep)
{
    public readonly float* First = first;

    /// <summary>Floats from a pixel to the next.</summary>
    public readonly long Step = step;

    /// <summary>Floats from a block of channels to the next.</summary>
    public readonly long BlockStep = blockStep;
}
