using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>A term of the architecture loss that looks at alpha alone. Every method takes one.</summary>
public interface IArchitectureRegularizer
{
    /// <summary>The coefficient that <see cref="Penalty"/> carries in an epoch.</summary>
    double Coefficient(EpochProgress progress);

    /// <summary>What is added to the validation loss, differentiable in alpha: a scalar owned by the caller's scope.</summary>
    Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress);
}
