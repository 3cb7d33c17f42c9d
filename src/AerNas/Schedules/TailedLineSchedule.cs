namespace AerNas.Schedules;

/// <summary>first (E - 5 - e) / (E - 5), a straight line to zero at five epochs before the end; those five then fall from first / (E - 5)
/// by fifths. The learning rate that P-DARTS and PC-DARTS train ImageNet with (<c>adjust_lr</c>).</summary>
public sealed record TailedLineSchedule(double First) : ISchedule
{
    /// <summary>How many epochs the second line has; there must be more epochs than that.</summary>
    public const int Tail = 5;

    /// <inheritdoc/>
    public double At(EpochProgress progress)
    {
        var (left, line) = (progress.Epochs - progress.Epoch, progress.Epochs - Tail);
        return left > Tail ? First * (line - progress.Epoch) / line : First * left / (line * Tail);
    }
}
