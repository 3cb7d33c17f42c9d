namespace AerNas.Schedules;

/// <summary>A straight line over the epochs.</summary>
public sealed record LineSchedule(double First, double Last, LineEnd End) : ISchedule
{
    /// <inheritdoc/>
    public double At(EpochProgress progress)
    {
        var (epoch, epochs) = (progress.Epoch, progress.Epochs);
        return End switch
        {
            LineEnd.LastEpoch => epochs > 1 ? First + (Last - First) * epoch / (epochs - 1) : First,
            LineEnd.AfterLastEpoch => First + (Last - First) * epoch / epochs,
            _ => (1 - (epoch + 1.0) / epochs) * (First - Last) + Last,
        };
    }
}

/// <summary>Which moment of its way has the last value of a straight line.</summary>
public enum LineEnd
{
    /// <summary>The last epoch; the first has the first value (the temperature of GDAS, drop path in searches).</summary>
    LastEpoch,

    /// <summary>None: the last epoch falls short of it (drop path in trainings, official-semantics 44; the radius of SDARTS).</summary>
    AfterLastEpoch,

    /// <summary>The last epoch, the first being a step along the line (SNAS: the official scheduler steps as it is made).</summary>
    StepAhead,
}
