namespace AerNas.Relaxations;

/// <summary>The temperature tau of GDAS: a straight line over the epochs that reaches its end in the last one.</summary>
/// <param name="First">tau of the first epoch; officially 10.</param>
/// <param name="Last">tau of the last epoch; officially 0.1.</param>
public readonly record struct TemperatureSchedule(double First, double Last)
{
    /// <summary>The temperature of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    public double At(int epoch, int epochs) => epochs == 1 ? First : First - (First - Last) * epoch / (epochs - 1);
}
