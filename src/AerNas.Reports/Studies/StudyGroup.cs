namespace AerNas.Reports.Studies;

/// <summary>The runs of one setting of a study.</summary>
public sealed record StudyGroup(string Setting, ImmutableArray<StudyOutcome> Runs)
{
    /// <summary>How many of its runs have ended.</summary>
    public int Finished => Runs.Count(run => run.IsDone);

    /// <summary>Whether the study names its architecture, so that its runs differ in the seed of the training alone.</summary>
    public bool IsNamed => Runs[0].Entry.Method is null;

    /// <summary>A measure of each run that has it, by seed.</summary>
    public ImmutableSortedDictionary<int, double> Values(StudyMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return Runs.Where(run => run.Values.ContainsKey(measure.Key))
            .ToImmutableSortedDictionary(run => run.Entry.Seed, run => run.Values[measure.Key]);
    }

    /// <summary>Mean and spread of a measure; null where no run has it.</summary>
    public SampleSummary? Summary(StudyMeasure measure) =>
        Values(measure) is { Count: > 0 } values ? SampleSummary.Of([.. values.Values]) : null;

    /// <summary>Mean and spread of the seconds of the runs that have ended; null where there are none.</summary>
    public SampleSummary? Seconds()
    {
        var seconds = Runs.Where(run => run.IsDone).Select(run => run.Seconds).OfType<double>().ToArray();
        return seconds.Length == 0 ? null : SampleSummary.Of(seconds);
    }
}
