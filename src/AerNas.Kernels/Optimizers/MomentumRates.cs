namespace AerNas.Kernels.Optimizers;

/// <summary>The constants of a step of gradient descent with momentum.</summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Momentum">Momentum, 0 to 1.</param>
/// <param name="WeightDecay">L2 decay added to the gradient.</param>
/// <param name="Nesterov">Whether the step looks ahead.</param>
public readonly record struct MomentumRates(float LearningRate, float Momentum, float WeightDecay, bool Nesterov);
