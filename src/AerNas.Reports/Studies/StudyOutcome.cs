using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Reports.Runs;
using AerNas.Runs;
using AerNas.Studies;

namespace AerNas.Reports.Studies;

/// <summary>A run of a study as its directory tells of it.</summary>
public sealed record StudyOutcome
{
    /// <summary>Which run.</summary>
    public required StudyEntry Entry { get; init; }

    /// <summary>Its folder.</summary>
    public required string Path { get; init; }

    /// <summary>The architecture it ended with; null while it has not.</summary>
    public Genotype? Genotype { get; init; }

    /// <summary>The measures of that architecture, in percent, by key; those that are not known are left out.</summary>
    public ImmutableDictionary<string, double> Values { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Its search as recorded; null for a looked-up random architecture and for a search that is not begun.</summary>
    public RecordedRun? Search { get; init; }

    /// <summary>The time its epochs took, in seconds, over all processes that worked on it; null where it has none.</summary>
    public double? Seconds => Search is null ? null : Elapsed(Search.Series("seconds"));

    /// <summary>Reads it.</summary>
    /// <param name="entry">Which run.</param>
    /// <param name="path">Its folder; it need not be there yet.</param>
    /// <param name="measures">What to measure.</param>
    /// <param name="lookUp">What the table tells of an architecture; null where there is no table.</param>
    /// <exception cref="RunStorageException">A file of it is damaged.</exception>
    public static StudyOutcome Read(StudyEntry entry, string path, IEnumerable<StudyMeasure> measures, Func<Genotype, StudyMeasure, double?>? lookUp)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var outcome = new StudyOutcome { Entry = entry, Path = path };
        if (!RunDirectory.Holds(path)) return outcome;
        var directory = RunDirectory.Open(path);
        if (RunRecord.Load(directory).Kind == "search") outcome = outcome with { Search = RecordedRun.Read(path) };
        if (directory.ReadResult() is not { } result) return outcome;
        var genotype = GenotypeNotation.Parse(result["genotype"]!.GetValue<string>());
        var values = ImmutableDictionary.CreateBuilder<string, double>();
        foreach (var measure in measures)
        {
            var value = measure.Series is not null ? lookUp?.Invoke(genotype, measure)
                : outcome.Search is not null ? 100 * result["validationAccuracy"]?.GetValue<double>()
                : null;
            if (value is { } known) values[measure.Key] = known;
        }

        return outcome with { Genotype = genotype, Values = values.ToImmutable() };
    }

    /// <summary>The clock of a run starts anew where it is taken up: the sum of what each process has seen.</summary>
    private static double Elapsed(ImmutableArray<double> clock)
    {
        var (sum, last) = (0.0, 0.0);
        foreach (var seconds in clock.Where(double.IsFinite))
        {
            sum += seconds < last ? seconds : seconds - last;
            last = seconds;
        }

        return sum;
    }
}
