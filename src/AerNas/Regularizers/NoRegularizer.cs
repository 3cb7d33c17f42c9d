namespace AerNas.Regularizers;

/// <summary>Leaves the architecture loss as it is.</summary>
internal sealed class NoRegularizer : IArchitectureRegularizer
{
    public double Coefficient(EpochProgress progress) => 0;

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        var any = alpha.Tensors.First();
        return zeros([], any.dtype, any.device);
    }
}
