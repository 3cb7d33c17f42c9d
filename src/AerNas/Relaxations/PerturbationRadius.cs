namespace AerNas.Relaxations;

/// <summary>How far SDARTS moves a mixture: epsilon = first + (last - first) e / E, so that the last epoch falls short of the end value.</summary>
/// <param name="First">epsilon of the first epoch; officially 0.03.</param>
/// <param name="Last">epsilon that it approaches; officially 0.3.</param>
public readonly record struct PerturbationRadius(double First, double Last)
{
    /// <summary>The radius of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    public double At(int epoch, int epochs) => First + (Last - First) * epoch / epochs;
}
