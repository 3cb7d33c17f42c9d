using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>The gradient of the architecture loss and the loss it was taken of; tensors of the caller's scope.</summary>
/// <param name="Alphas">One gradient an alpha tensor.</param>
/// <param name="CrossEntropy">The validation loss without regularizer (at the virtual weights, for a second-order step): a scalar.</param>
public sealed record ArchitectureGradient(IReadOnlyList<Tensor> Alphas, Tensor CrossEntropy);
