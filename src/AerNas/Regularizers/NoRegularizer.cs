namespace AerNas.Regularizers;

/// <summary>Leaves the architecture loss as it is.</summary>
internal sealed class NoRegularizer : IArchitectureRegularizer
{
    public double Coefficient(EpochProgress progress) => 0;

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress) => Nothing(alpha);

    /// <summary>What a term adds that adds nothing: a scalar of the caller's scope.</summary>
    public static Tensor Nothing(ArchitectureParameters alpha)
    {
        var any = alpha.Tensors.First();
        return zeros([], any.dtype, any.device);
    }
}
