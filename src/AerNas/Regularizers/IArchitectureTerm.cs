namespace AerNas.Regularizers;

/// <summary>A term of the architecture loss that looks at the architecture parameters, and perhaps at what they were relaxed to.</summary>
public interface IArchitectureTerm
{
    /// <summary>What is added to the validation loss, differentiable in alpha: a scalar owned by the caller's scope.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="progress">How far the architecture phase has come.</param>
    Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress);

    /// <summary>The same beside the loss of a mixture.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="mixture">What the loss was computed with; most terms do not look at it.</param>
    /// <param name="progress">How far the architecture phase has come.</param>
    Tensor Penalty(ArchitectureParameters alpha, Mixture mixture, EpochProgress progress) => Penalty(alpha, progress);

    /// <summary>What it makes of the loss before terms are added, where it does not add but multiply: a scalar owned by the caller's scope.
    /// Default: the loss itself.</summary>
    /// <param name="loss">That of the images alone.</param>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="mixture">What the loss was computed with.</param>
    Tensor Weighed(Tensor loss, ArchitectureParameters alpha, Mixture mixture) => loss;
}
