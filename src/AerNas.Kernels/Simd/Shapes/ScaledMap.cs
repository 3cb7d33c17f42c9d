namespace AerNas.Kernels.Simd;

/// <summary>A term of a linear combination of feature maps.</summary>
/// <param name="pixels">Its first pixel.</param>
/// <param name="scale">What each channel is multiplied by.</param>
/// <param name="center">What is subtracted from each channel before; null: nothing.</param>
internal readonly unsafe struct ScaledMap(float* pixels, float* scale, float* center = null)
{
    public readonly float* Pixels = pixels;

    /// <summary>What each channel is multiplied by.</summary>
    public readonly float* Scale = scale;

    /// <summary>What is subtracted from each channel before; null: nothing.</summary>
    public readonly float* Center = center;
}
