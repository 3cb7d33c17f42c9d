namespace AerNas.Relaxations;

/// <summary>The probability of drop path in a search (RobustDARTS, SNAS): along a straight line from the first epoch to the last.</summary>
/// <param name="Last">Where the line ends; at least 0 and below 1.</param>
/// <param name="First">Where it begins: 0 in RobustDARTS; in SNAS as <paramref name="Last"/>, so that it is level.</param>
public readonly record struct PathDropSchedule(double Last, double First = 0)
{
    /// <summary>The probability of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    public double At(int epoch, int epochs) => epochs > 1 ? First + (Last - First) * epoch / (epochs - 1) : First;
}
