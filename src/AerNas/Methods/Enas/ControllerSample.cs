namespace AerNas.Methods;

/// <summary>An architecture and what the controller thinks of it. The tensors depend on the controller's parameters; they are owned by the
/// caller's scope.</summary>
/// <param name="Path">The architecture.</param>
/// <param name="LogProbability">The natural logarithm of its probability: a scalar.</param>
/// <param name="Entropy">The entropies of its choices in nats, summed: a scalar.</param>
/// <param name="Logits">What each choice was drawn from, kind after kind, edge after edge. // [kinds * E, O]</param>
internal sealed record ControllerSample(ChosenOperations Path, Tensor LogProbability, Tensor Entropy, Tensor Logits);

/// <summary>What an architecture is sampled for; each use has random numbers of its own.</summary>
internal enum ControllerUse
{
    /// <summary>A step of the shared weights.</summary>
    Weights,

    /// <summary>An update of the controller.</summary>
    Controller,

    /// <summary>The choice of the best architecture.</summary>
    Selection,
}
