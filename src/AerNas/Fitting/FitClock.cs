namespace AerNas.Fitting;

/// <summary>How much of the budget is left, over all processes that had a part in the fit.</summary>
/// <param name="run">The folder of the fit.</param>
/// <param name="budget">All the time there is.</param>
/// <param name="before">What was spent before there was a folder; null where the fit was begun by another process.</param>
internal sealed class FitClock(RunDirectory run, TimeSpan budget, TimeSpan? before)
{
    private static readonly RunPosition UnderWay = new(1, 0); // a fit has no epochs; what is kept belongs to wherever it stands

    private readonly RunClock _clock = new(run, before is null ? UnderWay : default);

    /// <summary>What is spent.</summary>
    public TimeSpan Elapsed => _clock.Elapsed + (before ?? TimeSpan.Zero);

    /// <summary>What is left; negative where more was spent than there was.</summary>
    public TimeSpan Left => budget - Elapsed;

    /// <summary>Keeps what is spent, for a process that goes on.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public void Keep() => _clock.Keep(UnderWay);
}
