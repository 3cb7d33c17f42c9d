namespace AerNas.Regularizers;

/// <summary>A regularizer's coefficient lambda(t).</summary>
public interface ICoefficientSchedule
{
    /// <summary>The coefficient in an epoch.</summary>
    double At(EpochProgress progress);
}
