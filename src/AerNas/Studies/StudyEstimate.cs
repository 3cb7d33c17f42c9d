// The first steps of each setting are done in a folder that is removed again, and the last of them timed: the first pay for warming up.

using AerNas.Searching;

namespace AerNas.Studies;

/// <summary>How long a study takes on this machine, from the time of a few steps of each setting.</summary>
public sealed record StudyEstimate
{
    private const int Steps = 2; // after a first one

    /// <summary>The time of one run of each setting, by its name, without validation between the epochs.</summary>
    public required IReadOnlyDictionary<string, TimeSpan> Runs { get; init; }

    /// <summary>The time of the whole study.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>Times a few steps of each setting.</summary>
    /// <param name="options">The study.</param>
    /// <param name="sideBySide">How many searches at once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static StudyEstimate Of(StudyOptions options, int sideBySide, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sideBySide, 1);
        var plan = new StudyPlan(options);
        var runs = new Dictionary<string, TimeSpan>();
        if (plan.Searches.FirstOrDefault() is { } first) Measure(first, time, cancellation); // compiles the code that all of them run
        foreach (var run in plan.Runs.DistinctBy(run => run.Setting))
            if (plan.SearchOf(run) is { } search) runs[run.Setting] = Measure(search, time, cancellation);
        var total = plan.Runs.Where(run => runs.ContainsKey(run.Setting)).Aggregate(TimeSpan.Zero, (sum, run) => sum + runs[run.Setting]);
        return new StudyEstimate { Runs = runs, Total = total / Math.Min(sideBySide, plan.Runs.Length) };
    }

    private static TimeSpan Measure(SearchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("aernas-estimate-");
        try
        {
            using var search = SearchRun.Start(options, folder.FullName, time);
            var timing = SearchTiming.Of(search, Steps, time, cancellation);
            return timing.Steps[^1] * timing.StepsPerEpoch * new StagePlan(options).Epochs;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
