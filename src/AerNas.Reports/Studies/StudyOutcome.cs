using AerNas.Studies;

namespace AerNas.Reports.Studies;

/// <summary>A run of a study as its directories tell of it.</summary>
public sealed record StudyOutcome
{
    /// <summary>Which run.</summary>
    public required StudyEntry Entry { get; init; }

    /// <summary>The folder of its search, or where it is but a training, of that.</summary>
    public required string Path { get; init; }

    /// <summary>The architecture it ended with; null while it has not.</summary>
    public Genotype? Genotype { get; init; }

    /// <summary>The measures of that architecture, by key; those that are not known are left out.</summary>
    public ImmutableDictionary<string, double> Values { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Its search as recorded; null for a random architecture and for a search that is not begun.</summary>
    public RecordedRun? Search { get; init; }

    /// <summary>The training of what it found as recorded; null where there is none yet.</summary>
    public RecordedRun? Training { get; init; }

    /// <summary>Whether all of it has come to its end.</summary>
    public required bool IsDone { get; init; }

    /// <summary>Seconds that its epochs took, search and training, over all processes that worked on it; null where it has none.</summary>
    public double? Seconds => (Search, Training) is (null, null) ? null : Elapsed(Search) + Elapsed(Training);

    /// <summary>Reads it.</summary>
    /// <param name="entry">Which run.</param>
    /// <param name="study">The study's folder; the run need not be there yet.</param>
    /// <param name="measures">What to measure; with one of trainings, the run is done when its training is.</param>
    /// <param name="lookUp">What the table tells of an architecture; null where there is no table.</param>
    /// <exception cref="RunStorageException">A file of it is damaged.</exception>
    public static StudyOutcome Read(
        StudyEntry entry, StudyDirectory study, IReadOnlyCollection<StudyMeasure> measures, Func<Genotype, StudyMeasure, double?>? lookUp)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(measures);
        var (found, trained) = (Open(study.RunPath(entry)), Open(study.TrainingPath(entry)));
        var (search, training) = (Epochs(found), Epochs(trained));
        var result = found?.ReadResult();
        var genotype = result is not null ? Parsed(result, found!) : found is null ? training?.Genotype : null;
        var values = ImmutableDictionary.CreateBuilder<string, double>();
        if (entry.Score is { } score) values[StudyMeasure.Score.Key] = score;
        foreach (var measure in measures)
        {
            var value = measure.Series is not null ? genotype is null ? null : lookUp?.Invoke(genotype, measure)
                : (search?.Result is { } ofSearch ? measure.OfSearch(ofSearch) : null)
                ?? (training?.Result is { } ofTraining ? measure.OfTraining(ofTraining) : null);
            if (value is { } known) values[measure.Key] = known;
        }

        return new StudyOutcome
        {
            Entry = entry,
            Path = (found is null ? trained : null)?.Path ?? study.RunPath(entry),
            Genotype = genotype,
            Values = values.ToImmutable(),
            Search = search,
            Training = training,
            IsDone = measures.Contains(StudyMeasure.Trained) ? training?.Result is not null : result is not null,
        };
    }

    private static Genotype Parsed(JsonObject result, RunDirectory run) =>
        GenotypeNotation.TryParse(result["genotype"]!.GetValue<string>(), out var genotype, out var error)
            ? genotype
            : throw new RunStorageException(run.ResultFile,
                $"{run.ResultFile} is damaged: the genotype is not well formed: {error.Message} Take the file away "
                + "and go on with the study.");

    private static RunDirectory? Open(string path) => RunDirectory.Holds(path) ? RunDirectory.Open(path) : null;

    /// <summary>A search or training as recorded; null for a looked-up architecture.</summary>
    private static RecordedRun? Epochs(RunDirectory? run) =>
        run is not null && RunKind.Of(RunRecord.Load(run).Kind).HasEpochs ? RecordedRun.Read(run.Path) : null;

    /// <summary>The clock of a run starts anew where it is taken up: the sum of what each process has seen.</summary>
    private static double Elapsed(RecordedRun? run)
    {
        var (sum, last) = (0.0, 0.0);
        foreach (var seconds in (run?.Series("seconds") ?? []).Where(double.IsFinite))
        {
            sum += seconds < last ? seconds : seconds - last;
            last = seconds;
        }

        return sum;
    }
}
