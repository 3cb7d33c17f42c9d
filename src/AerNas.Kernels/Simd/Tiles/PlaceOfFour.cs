namespace AerNas.Kernels.Simd;

/// <summary>Where the sums of a tile of four pixels are put.</summary>
/// <param name="first">The first pixel of the first block.</param>
/// <param name="steps">To the other pixels.</param>
/// <param name="blockStep">Floats from a block of channels to the next.</param>
internal readonly unsafe struct PlaceOfFour(float* first, StepsOfFour steps, long blockStep)
{
    public readonly float* First = first;

    /// <summary>To the other pixels.</summary>
    public readonly StepsOfFour Steps = steps;

    /// <summary>Floats from a block of channels to the next.</summary>
    public readonly long BlockStep = blockStep;
}
