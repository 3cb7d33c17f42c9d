namespace AerNas.Relaxations;

/// <summary>The temperature tau of a relaxation that draws: a straight line over the epochs.</summary>
/// <param name="First">Where it begins; officially 10 in GDAS, 1 in SNAS.</param>
/// <param name="Last">Where it ends; officially 0.1 in GDAS, 0.03 in SNAS.</param>
public readonly record struct TemperatureSchedule(double First, double Last)
{
    /// <summary>The temperature of an epoch where the first has that of the beginning and the last that of the end (GDAS).</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    public double At(int epoch, int epochs) => epochs == 1 ? First : First - (First - Last) * epoch / (epochs - 1);

    /// <summary>
    /// The temperature of an epoch that begins with a step along the line, whose end so is that of the last epoch, but whose beginning is that of none (SNAS:
    /// the official scheduler takes a step as it is made).
    /// </summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    public double AtEndOf(int epoch, int epochs) => (1 - (epoch + 1.0) / epochs) * (First - Last) + Last;
}
