namespace AerNas.Kernels.Simd;

/// <summary>A batch norm whose statistics are known: x * Scale + Shift in each channel.</summary>
/// <param name="scale">// [C], padded to whole vectors</param>
/// <param name="shift">// [C], padded to whole vectors</param>
internal readonly unsafe struct ChannelAffine(float* scale, float* shift)
{
    /// <summary>What each channel is multiplied by.</summary>
    public readonly float* Scale = scale;

    /// <summary>What is added to each channel.</summary>
    public readonly float* Shift = shift;

    /// <summary>The same from a later channel on.</summary>
    public ChannelAffine From(int channel) => new(Scale + channel, Shift + channel);
}
