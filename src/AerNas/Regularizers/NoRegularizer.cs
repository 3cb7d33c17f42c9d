using AerNas.Schedules;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>Leaves the architecture loss as it is.</summary>
public sealed class NoRegularizer : IArchitectureRegularizer
{
    /// <inheritdoc/>
    public double Coefficient(EpochProgress progress) => 0;

    /// <inheritdoc/>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var any = alpha.Tensors.First();
        return zeros([], any.dtype, any.device);
    }
}
