namespace AerNas.Networks;

/// <summary>What a derived network says of a batch; tensors of the caller's scope.</summary>
/// <param name="Logits">// [N, K]</param>
/// <param name="Auxiliary">Of the auxiliary head; null in evaluation mode and where there is none. // [N, K]</param>
public readonly record struct NetworkOutput(Tensor Logits, Tensor? Auxiliary);
