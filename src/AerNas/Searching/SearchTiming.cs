namespace AerNas.Searching;

/// <summary>How long the first steps of a search took, each from one report of its progress to the next.</summary>
/// <param name="Steps">The times.</param>
/// <param name="StepsPerEpoch">How many steps an epoch has.</param>
public sealed record SearchTiming(IReadOnlyList<TimeSpan> Steps, int StepsPerEpoch)
{
    /// <summary>Runs a search until enough steps are timed, or to its end where that comes first.</summary>
    /// <param name="search">The search; it is left broken off.</param>
    /// <param name="count">How many steps are wanted; one more is done before them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended from outside.</exception>
    public static SearchTiming Of(SearchRun search, int count, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var clock = new StepClock(count, time, stop);
        try
        {
            search.Run(clock, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The steps that are timed are done.
        }

        return new SearchTiming(clock.Steps, clock.StepsPerEpoch);
    }

    private sealed class StepClock(int count, TimeProvider time, CancellationTokenSource stop) : IProgress<SearchProgress>
    {
        private long? _last;

        public List<TimeSpan> Steps { get; } = [];

        public int StepsPerEpoch { get; private set; }

        public void Report(SearchProgress value)
        {
            var now = time.GetTimestamp();
            if (_last is { } last) Steps.Add(time.GetElapsedTime(last, now));
            (_last, StepsPerEpoch) = (now, value.StepsPerEpoch);
            if (Steps.Count >= count) stop.Cancel();
        }
    }
}
