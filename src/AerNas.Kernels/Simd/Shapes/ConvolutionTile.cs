namespace AerNas.Kernels.Simd;

/// <summary>What the tiles of one convolution share.</summary>
internal readonly unsafe struct ConvolutionTile(TapList taps, float* weights, int inputStep, int outputStep, bool accumulate)
{
    /// <summary>What an output pixel reads.</summary>
    public readonly TapList Taps = taps;

    /// <summary>Where the weights lie.</summary>
    public readonly float* Weights = weights;

    /// <summary>Floats from the input of an output pixel to that of the next.</summary>
    public readonly int InputStep = inputStep;

    /// <summary>Floats from an output pixel to the next.</summary>
    public readonly int OutputStep = outputStep;

    /// <summary>Whether sums are added to what is there.</summary>
    public readonly bool Accumulate = accumulate;
}
