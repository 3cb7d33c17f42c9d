namespace AerNas.Training.Schedules;

/// <summary>
/// base (E - 5 - e) / (E - 5), a straight line to zero at five epochs before the end; those five then fall from base / (E - 5) by fifths.
/// What P-DARTS and PC-DARTS train ImageNet with (<c>adjust_lr</c>).
/// </summary>
/// <param name="Base">Learning rate of the first epoch.</param>
public sealed record LinearRate(double Base) : ILearningRateSchedule
{
    /// <summary>How many epochs the second line has; there must be more epochs than that.</summary>
    public const int Tail = 5;

    /// <inheritdoc/>
    public double At(int epoch, int epochs)
    {
        var line = epochs - Tail;
        return epochs - epoch > Tail ? Base * (line - epoch) / line : Base * (epochs - epoch) / (line * Tail);
    }
}
