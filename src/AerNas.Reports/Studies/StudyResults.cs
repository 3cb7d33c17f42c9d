using AerNas.Studies;
using AerNas.Tabular;

namespace AerNas.Reports.Studies;

/// <summary>What came of a study, read off its run directories and its table if it names one. It need not be done.</summary>
public sealed class StudyResults
{
    private StudyResults(StudyDirectory directory, StudyRecord record, ImmutableArray<StudyMeasure> measures) =>
        (Directory, Record, Measures) = (directory, record, measures);

    /// <summary>Its folder.</summary>
    public StudyDirectory Directory { get; }

    /// <summary>What it was made from.</summary>
    public StudyRecord Record { get; }

    /// <summary>What is measured: accuracies of the table, then what the study's trainings tell, then accuracies of searches.</summary>
    public ImmutableArray<StudyMeasure> Measures { get; }

    /// <summary>Its settings, in the order of the study.</summary>
    public required ImmutableArray<StudyGroup> Groups { get; init; }

    /// <summary>Of settings with searches: each run's accuracies by epoch, in the table's first measure; empty without a table.</summary>
    public required ImmutableDictionary<string, ImmutableArray<ImmutableArray<double>>> AccuracyByEpoch { get; init; }

    /// <summary>Why there are no accuracies of a table though the study names one; null otherwise.</summary>
    public string? TableNote { get; private init; }

    /// <summary>Whether every run has ended.</summary>
    public bool IsComplete => Groups.All(group => group.Finished == group.Runs.Length);

    /// <summary>Every setting against the one it names and against random architectures, in every measure that both have.</summary>
    public IEnumerable<StudyTest> Tests =>
        from pair in Pairs()
        from measure in pair.Setting.IsNamed ? Measures.Where(measure => measure == StudyMeasure.Trained) : Measures
        let test = StudyTest.Of(pair.Setting, pair.Against, measure)
        where test is not null
        select test;

    /// <summary>Kendall's tau between what searches gave the architectures that the study names and the test accuracies that these came to;
    /// null where fewer than two have both.</summary>
    public KendallTau? Ranking
    {
        get
        {
            var ranked = Groups.Select(group => (Score: group.Summary(StudyMeasure.Score), Trained: group.Summary(StudyMeasure.Trained)))
                .Where(group => group is { Score: not null, Trained: not null }).ToArray();
            return ranked.Length < 2 ? null
                : KendallTau.Of([.. ranked.Select(group => group.Score!.Mean)], [.. ranked.Select(group => group.Trained!.Mean)]);
        }
    }

    /// <summary>Whether it names architectures, which are compared as they are.</summary>
    public bool NamesArchitectures => Groups.Any(group => group.IsNamed);

    /// <summary>Reads a study.</summary>
    /// <exception cref="RunStorageException">No study lies there, or a file of it is damaged.</exception>
    /// <exception cref="TabularFormatException">The table is damaged.</exception>
    public static StudyResults Read(string path)
    {
        var directory = StudyDirectory.Open(path);
        var record = StudyRecord.Load(directory);
        using var table = record.Tabular is { } file && File.Exists(file) ? TabularBenchmark.Open(file) : null;
        ImmutableArray<StudyMeasure> measures = [.. table is null ? [] : StudyMeasure.OfTable(table), .. MeasuresOf(record)];
        Func<Genotype, StudyMeasure, double?>? lookUp = table is null
            ? null
            : (genotype, measure) => table.Accuracy(table.IndexOf(genotype), measure.Series!.Value);
        var latencies = StudyLatency.Load(directory);
        var outcomes = record.Runs.Select(run => StudyOutcome.Read(run, directory, measures.Add(StudyMeasure.Error), lookUp))
            .Select(run => WithLatency(run, latencies)).ToArray();
        return new StudyResults(directory, record, measures)
        {
            Groups = [.. outcomes.GroupBy(run => run.Entry.Setting)
                .Select(runs => new StudyGroup(runs.Key, [.. runs.OrderBy(run => run.Entry.Seed)]))],
            AccuracyByEpoch = lookUp is null
                ? ImmutableDictionary<string, ImmutableArray<ImmutableArray<double>>>.Empty
                : Courses(outcomes, genotype => lookUp(genotype, measures[0])),
            TableNote = record.Tabular is not null && table is null
                ? $"The table {System.IO.Path.GetFileName(record.Tabular)} is not there, so no accuracy of it is known."
                : null,
        };
    }

    private static IEnumerable<StudyMeasure> MeasuresOf(StudyRecord record)
    {
        if (record.Options["training"] is not null)
        {
            yield return StudyMeasure.Trained;
            yield return StudyMeasure.Parameters;
            yield return StudyMeasure.MultiplyAdds;
            yield return StudyMeasure.Latency;
        }

        if (record.Runs.Any(run => run.Score is not null)) yield return StudyMeasure.Score;

        if (record.Runs.Count == 0 || record.Runs.Any(run => run.Method is not null)) yield return StudyMeasure.Supernet;
    }

    private static StudyOutcome WithLatency(StudyOutcome run, IReadOnlyDictionary<string, TimeSpan> latencies) =>
        run.IsDone && latencies.TryGetValue(StudyLatency.KeyOf(run.Entry), out var latency)
            ? run with { Values = run.Values.SetItem(StudyMeasure.Latency.Key, latency.TotalMilliseconds) } : run;

    private static ImmutableDictionary<string, ImmutableArray<ImmutableArray<double>>> Courses(
        IEnumerable<StudyOutcome> outcomes, Func<Genotype, double?> lookUp) =>
        outcomes.Where(run => run.Search is not null).GroupBy(run => run.Entry.Setting).ToImmutableDictionary(
            runs => runs.Key,
            runs => runs.OrderBy(run => run.Entry.Seed).Select(run => run.Search!.Epochs
                .Select(epoch => epoch.Genotype is { } genotype ? lookUp(genotype) ?? double.NaN : double.NaN).ToImmutableArray())
                    .ToImmutableArray());

    private IEnumerable<(StudyGroup Setting, StudyGroup Against)> Pairs()
    {
        foreach (var group in Groups)
            if (Groups.FirstOrDefault(other => other.Setting == group.Runs[0].Entry.Against) is { } against) yield return (group, against);

        if (Groups.FirstOrDefault(other => other.Setting == StudyEntry.Random) is not { } random) yield break;
        foreach (var group in Groups.Where(group => group != random)) yield return (group, random);
    }
}
