namespace AerNas.Training.Schedules;

/// <summary>base factor^e: what quark0/darts trains ImageNet with.</summary>
/// <param name="Base">Learning rate of the first epoch.</param>
/// <param name="Factor">What each epoch multiplies it by.</param>
public sealed record StepRate(double Base, double Factor = 0.97) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double At(int epoch, int epochs) => Base * Math.Pow(Factor, epoch);
}
