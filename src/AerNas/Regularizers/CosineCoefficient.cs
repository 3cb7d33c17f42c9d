namespace AerNas.Regularizers;

/// <summary>
/// lambda(t) = pos + (neg - pos) (1 + cos(pi t / T)) / 2, from <paramref name="Negative"/> in the first epoch towards
/// <paramref name="Positive"/> (paper, fig. 1). As in the official code t is the epoch, so the last one, T - 1, falls short of the end value.
/// </summary>
/// <param name="Negative">lambda_neg, the coefficient of the first epoch; the paper's is -0.2.</param>
/// <param name="Positive">lambda_pos, the coefficient it approaches; the paper's is 0.2.</param>
public sealed record CosineCoefficient(double Negative = -0.2, double Positive = 0.2) : ICoefficientSchedule
{
    /// <inheritdoc/>
    public double At(EpochProgress progress) =>
        Positive + (Negative - Positive) * (1 + Math.Cos(Math.PI * progress.Epoch / progress.Epochs)) / 2;
}
