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
        from measure in Measures
        let test = StudyTest.Of(pair.Setting, pair.Against, measure)
        where test is not null
        select test;

    /// <summary>Reads a study.</summary>
    /// <exception cref="RunStorageException">No study lies there, or a file of it is damaged.</exception>
    /// <exception cref="TabularFormatException">The table is damaged.</exception>
    public static StudyResults Read(string path)
    {
        var directory = StudyDirectory.Open(path);
        var record = StudyRecord.Load(directory);
        using var table = record.Tabular is { } file && File.Exists(file) ? TabularBenchmark.Open(file) : null;
        StudyMeasure[] trained = record.Options["training"] is null ? [] : [StudyMeasure.Trained, StudyMeasure.Parameters];
        ImmutableArray<StudyMeasure> measures = [.. table is null ? [] : StudyMeasure.OfTable(table), .. trained, StudyMeasure.Supernet];
        Func<Genotype, StudyMeasure, double?>? lookUp = table is null
            ? null
            : (genotype, measure) => table.Accuracy(table.IndexOf(genotype), measure.Series!.Value);
        var outcomes = record.Runs.Select(run => StudyOutcome.Read(run, directory, measures.Add(StudyMeasure.Error), lookUp)).ToArray();
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
