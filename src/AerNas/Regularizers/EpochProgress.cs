namespace AerNas.Regularizers;

/// <summary>How far the architecture phase of a search (or of one of its stages) has come.</summary>
/// <param name="Epoch">Epochs since alpha began to learn, from 0.</param>
/// <param name="Epochs">How many epochs alpha learns in all.</param>
public readonly record struct EpochProgress(int Epoch, int Epochs)
{
    /// <summary>The fraction done, from 0 up to but not including 1: most schedules are constant within an epoch.</summary>
    public double Fraction => (double)Epoch / Epochs;

    /// <summary>The part of the epoch's steps that are done, from 0 up to but not including 1.</summary>
    public double Within { get; init; }

    /// <summary>The fraction of all steps done, for the few schedules that move with every step.</summary>
    public double StepFraction => (Epoch + Within) / Epochs;
}
