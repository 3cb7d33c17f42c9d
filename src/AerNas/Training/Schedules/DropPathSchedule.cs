namespace AerNas.Training.Schedules;

/// <summary>p e / E: drop path grows with the epochs, from none in the first, and never quite reaches p (official-semantics 44).</summary>
/// <param name="Maximum">p, the probability it approaches.</param>
public readonly record struct DropPathSchedule(double Maximum)
{
    /// <summary>The probability of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    public double At(int epoch, int epochs) => Maximum * epoch / epochs;
}
