namespace AerNas.Kernels.Simd;

/// <summary>A <see cref="Grid"/> in managed memory: pixel (0, 0) is where the span begins.</summary>
/// <param name="values">The pixels.</param>
/// <param name="rowStep">Floats from a row to the next.</param>
/// <param name="pixelStep">Floats from a pixel to the next.</param>
internal readonly ref struct SpanGrid(Span<float> values, int rowStep, int pixelStep)
{
    public Span<float> Values { get; } = values;

    /// <summary>The same grid where it lies, once it cannot move.</summary>
    public unsafe Grid At(float* origin) => new(origin, rowStep, pixelStep);
}
