namespace AerNas.Schedules;

/// <summary>first factor^e: the learning rate that quark0/darts trains ImageNet with.</summary>
/// <param name="First">The value of the first epoch.</param>
/// <param name="Factor">What each epoch multiplies it by.</param>
public sealed record StepSchedule(double First, double Factor = 0.97) : ISchedule
{
    /// <inheritdoc/>
    public double At(EpochProgress progress) => First * Math.Pow(Factor, progress.Epoch);
}
