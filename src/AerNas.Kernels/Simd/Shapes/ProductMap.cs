namespace AerNas.Kernels.Simd;

/// <summary>A map whose products with another are summed.</summary>
/// <param name="pixels">Its first pixel.</param>
/// <param name="affine">What is applied to each pixel first.</param>
/// <param name="sums">The vector that the sums are added to.</param>
internal readonly unsafe struct ProductMap(float* pixels, ChannelAffine affine, float* sums)
{
    public readonly float* Pixels = pixels;

    /// <summary>What is applied to each pixel first.</summary>
    public readonly ChannelAffine Affine = affine;

    /// <summary>The vector that the sums are added to.</summary>
    public readonly float* Sums = sums;
}
