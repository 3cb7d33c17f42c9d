namespace AerNas.Kernels.Simd;

/// <summary><see cref="PooledGrids"/> in managed memory.</summary>
/// <param name="input">What was pooled, padded.</param>
/// <param name="output">What came out.</param>
/// <param name="inputGradient">Where the gradient of the input is added; same steps as the input.</param>
internal readonly ref struct SpanPool(SpanGrid input, SpanGrid output, SpanGrid inputGradient)
{
    /// <summary>What was pooled, padded.</summary>
    public SpanGrid Input { get; } = input;

    /// <summary>What came out.</summary>
    public SpanGrid Output { get; } = output;

    /// <summary>Where the gradient of the input is added.</summary>
    public SpanGrid InputGradient { get; } = inputGradient;
}

/// <summary>A maximum pooling to be differentiated.</summary>
/// <param name="Input">What was pooled, padded.</param>
/// <param name="Output">What came out.</param>
/// <param name="InputGradient">Where the gradient of the input is added; same steps as the input.</param>
internal readonly record struct PooledGrids(Grid Input, Grid Output, Grid InputGradient);
