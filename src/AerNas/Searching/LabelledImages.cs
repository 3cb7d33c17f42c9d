using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>Images and their classes; the tensors stay their owner's.</summary>
/// <param name="Images">Normalized images. // [N, C, H, W]</param>
/// <param name="Labels">Classes, int64. // [N]</param>
public readonly record struct LabelledImages(Tensor Images, Tensor Labels);
