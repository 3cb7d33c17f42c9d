namespace AerNas.Kernels.Simd;

/// <summary>A maximum pooling to be differentiated.</summary>
/// <param name="Input">What was pooled, padded.</param>
/// <param name="Output">What came out.</param>
/// <param name="InputGradient">Where the gradient of the input is added; same steps as the input.</param>
internal readonly record struct PooledGrids(Grid Input, Grid Output, Grid InputGradient);
