namespace AerNas.Kernels.Simd;

/// <summary>Blocks of channels that a convolution over all channels computes.</summary>
/// <param name="weights">The weights of the first.</param>
/// <param name="weightStep">Floats from the weights of a block to those of the next.</param>
/// <param name="targetStep">Floats from the pixels of a block to those of the next.</param>
/// <param name="count">How many.</param>
internal readonly unsafe struct OutputBlocks(float* weights, int weightStep, int targetStep, int count)
{
    /// <summary>Blocks that are computed together at most.</summary>
    public const int MostTogether = 3;

    /// <summary>The weights of the first.</summary>
    public readonly float* Weights = weights;

    /// <summary>Floats from the weights of a block to those of the next.</summary>
    public readonly int WeightStep = weightStep;

    /// <summary>Floats from the pixels of a block to those of the next.</summary>
    public readonly int TargetStep = targetStep;

    /// <summary>How many.</summary>
    public readonly int Count = count;

    /// <summary>How many of the blocks left are computed together.</summary>
    public static int Together(int left) => left == 4 ? 2 : Math.Min(left, MostTogether);

    /// <summary>Some of them.</summary>
    /// <param name="block">The first.</param>
    /// <param name="count">How many.</param>
    public OutputBlocks From(int block, int count) => new(Weights + (long)block * WeightStep, WeightStep, TargetStep, count);
}
