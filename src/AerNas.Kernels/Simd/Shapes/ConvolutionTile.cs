namespace AerNas.Kernels.Simd;

/// <summary>What the tiles of one convolution share.</summary>
internal readonly unsafe struct ConvolutionTile(TapList taps, float* weights, int inputStep, int outputStep, in Target target)
{
    /// <summary>What an output pixel reads.</summary>
    public readonly TapList Taps = taps;

    /// <summary>Where the weights lie.</summary>
    public readonly float* Weights = weights;

    /// <summary>Floats from the input of an output pixel to that of the next.</summary>
    public readonly int InputStep = inputStep;

    /// <summary>Floats from an output pixel to the next.</summary>
    public readonly int OutputStep = outputStep;

    /// <summary>What is done to the sums; its grid is that of the whole convolution.</summary>
    public readonly Target Target = target;
}
