namespace AerNas.Regularizers;

/// <summary>The same coefficient in every epoch.</summary>
/// <param name="Value">The coefficient.</param>
public sealed record ConstantCoefficient(double Value) : ICoefficientSchedule
{
    /// <inheritdoc/>
    public double At(EpochProgress progress) => Value;
}
