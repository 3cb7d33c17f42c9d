namespace AerNas.Relaxations;

/// <summary>The probability of drop path in a search (RobustDARTS): along a straight line from 0, reaching its end after the last epoch.</summary>
/// <param name="Last">Where the line ends; at least 0 and below 1.</param>
public readonly record struct PathDropSchedule(double Last)
{
    /// <summary>The probability of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    public double At(int epoch, int epochs) => Last * epoch / epochs;
}
