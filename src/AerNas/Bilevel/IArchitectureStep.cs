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
