namespace AerNas.Bilevel;

/// <summary>L2 decay that takes a step of its own, of what the update has reached.</summary>
/// <param name="Weights">Of w.</param>
/// <param name="Alphas">Of alpha.</param>
public sealed record StepDecay(double Weights, double Alphas);
