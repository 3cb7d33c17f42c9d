namespace AerNas.Bilevel;

/// <summary>How the gradient of the upper level is approximated.</summary>
public interface IArchitectureStep
{
    /// <summary>The gradient for alpha; weights, velocity and running statistics are as before when it returns, or as the official code
    /// leaves them where an implementation says so.</summary>
    /// <param name="problem">The two losses on this step's batches.</param>
    /// <param name="weightOptimizer">The lower level's optimizer: learning rate, momentum, decay, velocity.</param>
    /// <returns>Gradients owned by the caller's scope.</returns>
    ArchitectureGradient Compute(IBilevelProblem problem, MomentumSgd weightOptimizer);
}

/// <summary>The gradient of the architecture loss and the loss it was taken of; tensors of the caller's scope.</summary>
/// <param name="Alphas">One gradient an alpha tensor.</param>
/// <param name="CrossEntropy">The validation loss without regularizer (at the virtual weights, for a second-order step): a scalar.</param>
public sealed record ArchitectureGradient(IReadOnlyList<Tensor> Alphas, Tensor CrossEntropy);
