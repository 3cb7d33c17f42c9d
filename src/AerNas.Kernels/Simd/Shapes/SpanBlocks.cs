namespace AerNas.Kernels.Simd;

/// <summary>Blocks of output channels in one span.</summary>
/// <param name="weights">The weights of each, one block behind the other.</param>
/// <param name="count">How many blocks.</param>
/// <param name="accumulate">Whether their sums are added to what is there.</param>
internal readonly unsafe ref struct SpanBlocks(Span<float> weights, int count, bool accumulate = false)
{
    public readonly Span<float> Weights = weights;
    public readonly bool Accumulate = accumulate;

    /// <summary>The same where memory stands still.</summary>
    /// <param name="weights">The first weight.</param>
    /// <param name="pixels">Floats of the pixels of all blocks.</param>
    public OutputBlocks At(float* weights, int pixels) => new(weights, Weights.Length / count, pixels / count, count);
}
