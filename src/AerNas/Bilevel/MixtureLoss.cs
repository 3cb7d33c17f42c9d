using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>L_train, and what it multiplies operations by as leaves of their own; both of the caller's scope.</summary>
/// <param name="Loss">A scalar.</param>
/// <param name="Mixture">Leaves that the loss depends on in place of alpha.</param>
public readonly record struct MixtureLoss(Tensor Loss, IReadOnlyList<Tensor> Mixture);
