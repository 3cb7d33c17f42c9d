namespace AerNas.Schedules;

/// <summary>The same number in every epoch.</summary>
public sealed record ConstantSchedule(double Value) : ISchedule
{
    /// <inheritdoc/>
    public double At(EpochProgress progress) => Value;
}
