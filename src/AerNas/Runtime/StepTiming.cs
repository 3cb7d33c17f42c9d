namespace AerNas.Runtime;

/// <summary>Times the first steps of a search or training, each from one report of its progress to the next.</summary>
internal static class StepTiming
{
    /// <summary>Runs something until enough steps are timed, or to its end where that comes first.</summary>
    /// <param name="run">Runs it; it is left broken off.</param>
    /// <param name="count">How many steps are wanted; one more is done before them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="enough">Fewer are enough where they took so long together; null: they are not.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <typeparam name="T">What it reports.</typeparam>
    /// <returns>The times, and the last report; null where there was none.</returns>
    /// <exception cref="OperationCanceledException">It was ended from outside.</exception>
    public static (IReadOnlyList<TimeSpan> Steps, T? Last) Of<T>(
        Action<IProgress<T>, CancellationToken> run, int count, TimeProvider time, TimeSpan? enough = null,
        CancellationToken cancellation = default)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var clock = new StepClock<T>(count, enough, time, stop);
        try
        {
            run(clock, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The steps that are timed are done.
        }

        return (clock.Steps, clock.LastReport);
    }

    private sealed class StepClock<T>(int count, TimeSpan? enough, TimeProvider time, CancellationTokenSource stop) : IProgress<T>
        where T : class
    {
        private long? _last;

        public List<TimeSpan> Steps { get; } = [];

        public T? LastReport { get; private set; }

        public void Report(T value)
        {
            var now = time.GetTimestamp();
            if (_last is { } last) Steps.Add(time.GetElapsedTime(last, now));
            (_last, LastReport) = (now, value);
            if (Steps.Count >= count || (Steps.Count > 0 && Steps.Aggregate((a, b) => a + b) >= enough)) stop.Cancel();
        }
    }
}
