namespace AerNas.Regularizers;

/// <summary>How far the architecture phase of a search (or of one of its stages) has come.</summary>
/// <param name="Epoch">Epochs since alpha began to learn, from 0.</param>
/// <param name="Epochs">How many epochs alpha learns in all.</param>
public readonly record struct EpochProgress(int Epoch, int Epochs)
{
    /// <summary>The fraction done, from 0 up to but not including 1: schedules are constant within an epoch.</summary>
    public double Fraction => (double)Epoch / Epochs;
}
