namespace AerNas.Training.Schedules;

/// <summary>The first epochs of a schedule, e = 0, 1, …, take only the part (e + 1) / n of a learning rate.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Epochs">n, how many epochs.</param>
/// <param name="Base">The learning rate it is a part of (PC-DARTS); null takes the schedule's own (P-DARTS).</param>
public sealed record WarmUp(ILearningRateSchedule Schedule, int Epochs, double? Base = null) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double At(int epoch, int epochs)
    {
        var rate = Schedule.At(epoch, epochs);
        return epoch < Epochs ? (Base ?? rate) * (epoch + 1) / Epochs : rate;
    }
}
