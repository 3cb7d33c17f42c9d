namespace AerNas.Kernels.Engine;

/// <summary>An image that is computed.</summary>
/// <param name="pixels">// [C, H, W]</param>
/// <param name="memory">Where its maps lie.</param>
/// <param name="inner">Scratch memory.</param>
internal readonly unsafe struct InferenceImage(float* pixels, float* memory, float* inner)
{
    /// <summary>The image itself. // [C, H, W]</summary>
    public readonly float* Pixels = pixels;

    /// <summary>Where its maps lie.</summary>
    public readonly float* Memory = memory;

    /// <summary>Scratch memory.</summary>
    public readonly float* Inner = inner;
}
