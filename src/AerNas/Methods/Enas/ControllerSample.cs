using AerNas.Genotypes;
using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>
/// An architecture and what the controller thinks of it. The tensors depend on the controller's parameters; they are owned by the caller's
/// scope.
/// </summary>
/// <param name="Path">The architecture.</param>
/// <param name="LogProbability">The natural logarithm of its probability: a scalar.</param>
/// <param name="Entropy">The entropies of its choices in nats, summed: a scalar.</param>
/// <param name="Logits">What each choice was drawn from, kind after kind, edge after edge. // [kinds * E, O]</param>
public sealed record ControllerSample(ChosenOperations Path, Tensor LogProbability, Tensor Entropy, Tensor Logits);
