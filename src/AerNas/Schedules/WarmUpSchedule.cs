namespace AerNas.Schedules;

/// <summary>The first epochs of a schedule, e = 0, 1, …, take only the part (e + 1) / n of a value.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Epochs">n, how many epochs.</param>
/// <param name="Base">The value it is a part of (PC-DARTS); null takes the schedule's own (P-DARTS).</param>
public sealed record WarmUpSchedule(ISchedule Schedule, int Epochs, double? Base = null) : ISchedule
{
    /// <inheritdoc/>
    public double At(EpochProgress progress)
    {
        var value = Schedule.At(progress);
        return progress.Epoch < Epochs ? (Base ?? value) * (progress.Epoch + 1) / Epochs : value;
    }
}
