using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>What a weight update saw; scalars of the caller's scope.</summary>
/// <param name="Loss">L_train before the update.</param>
/// <param name="GradientNorm">The joint norm before clipping.</param>
public readonly record struct WeightUpdate(Tensor Loss, Tensor GradientNorm);
