namespace AerNas.Reports.Runs;

/// <summary>Runs of one kind that differ in nothing but their seed and where they computed.</summary>
internal sealed record RunGroup(string Label, ImmutableArray<RecordedRun> Runs)
{
    /// <summary>Options that do not part runs: seeds, and what only says where it computed.</summary>
    private static readonly string[] Apart = ["search.seed", "training.seed", "runtime."];

    /// <summary>Finds the groups among some runs, in the order of their first runs.</summary>
    public static ImmutableArray<RunGroup> Of(IEnumerable<RecordedRun> runs)
    {
        var groups = runs.GroupBy(run =>
            string.Join('\n', Settings(run).Select(setting => $"{setting.Key}={setting.Value}").Order(StringComparer.Ordinal))).ToArray();
        var settings = groups.Select(group => Settings(group.First())).ToArray();
        var differing = settings.SelectMany(setting => setting.Keys).Distinct()
            .Where(path => settings.Select(setting => setting.GetValueOrDefault(path)).Distinct().Count() > 1).ToArray();
        return [.. groups.Select((group, i) => new RunGroup(
            string.Join(", ", differing.Select(path => $"{path} {settings[i].GetValueOrDefault(path, "none")}")), [.. group]))];
    }

    /// <summary>Mean and standard deviation of a number over the runs, epoch by epoch, as far as all runs have come.</summary>
    public (ImmutableArray<double> Means, ImmutableArray<double> Deviations) MeanSeries(string name) =>
        MeanOf([.. Runs.Select(run => run.Series(name))]);

    /// <summary>The same of any series, one a run.</summary>
    public static (ImmutableArray<double> Means, ImmutableArray<double> Deviations) MeanOf(ImmutableArray<ImmutableArray<double>> series)
    {
        var summaries = Enumerable.Range(0, series.Min(values => values.Length))
            .Select(epoch => series.Select(values => values[epoch]).ToArray())
            .Select(values => values.All(double.IsFinite) ? SampleSummary.Of(values) : null).ToArray();
        return ([.. summaries.Select(summary => summary?.Mean ?? double.NaN)],
            [.. summaries.Select(summary => summary?.StandardDeviation ?? double.NaN)]);
    }

    /// <summary>A number of the last epoch of each run that recorded it, by the run's seed.</summary>
    public ImmutableSortedDictionary<string, double> LastBySeed(string name) => Runs
        .Where(run => run.Epochs.Length > 0 && double.IsFinite(run.Series(name)[^1]))
        .GroupBy(run => run.Seed ?? run.Name)
        .ToImmutableSortedDictionary(runs => runs.Key, runs => runs.Last().Series(name)[^1], StringComparer.Ordinal);

    private static Dictionary<string, string> Settings(RecordedRun run) => run.Options
        .Where(option => !Apart.Any(prefix => option.Key.StartsWith(prefix, StringComparison.Ordinal)))
        .Append(new("images", run.Record.DatasetHash[..Math.Min(12, run.Record.DatasetHash.Length)]))
        .Append(new("kind", run.Record.Kind))
        .Where(option => option.Key != "data.path") // the images are told by their hash
        .ToDictionary(option => option.Key, option => option.Value);
}
