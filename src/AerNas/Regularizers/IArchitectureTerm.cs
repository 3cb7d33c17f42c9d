using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>A term of the architecture loss that looks at the architecture parameters alone.</summary>
public interface IArchitectureTerm
{
    /// <summary>What is added to the validation loss, differentiable in alpha: a scalar owned by the caller's scope.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="progress">How far the architecture phase has come.</param>
    Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress);
}
