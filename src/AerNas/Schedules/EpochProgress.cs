namespace AerNas.Schedules;

/// <summary>How far some epochs have come: those of a training, of a stage of a search, or of its part in which alpha learns.</summary>
/// <param name="Epoch">The epoch among them, from 0; negative before the first.</param>
/// <param name="Epochs">How many there are.</param>
public readonly record struct EpochProgress(int Epoch, int Epochs)
{
    /// <summary>The part of the epoch's steps that are done, from 0 up to but not including 1.</summary>
    public double Within { get; init; }

    /// <summary>The fraction of all steps done, for the few schedules that move with every step.</summary>
    public double StepFraction => (Epoch + Within) / Epochs;
}
