namespace AerNas.Kernels.Simd;

/// <summary>A <see cref="ChannelAffine"/> in managed memory.</summary>
/// <param name="scale">// [lanes]</param>
/// <param name="shift">// [lanes]</param>
internal readonly ref struct SpanAffine(ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
{
    /// <summary>What each channel is multiplied by.</summary>
    public ReadOnlySpan<float> Scale { get; } = scale;

    /// <summary>What is added to each channel.</summary>
    public ReadOnlySpan<float> Shift { get; } = shift;
}
