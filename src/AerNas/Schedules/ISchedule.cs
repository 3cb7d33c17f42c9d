namespace AerNas.Schedules;

/// <summary>A number that changes with the epochs: a learning rate, a coefficient, a temperature, a probability.</summary>
public interface ISchedule
{
    /// <summary>Its value at a point of the way; most are constant within an epoch.</summary>
    double At(EpochProgress progress);
}
