using System.Text;

namespace AerNas.Reports.Studies;

/// <summary>A study as a text of Markdown tables that reads well as it is: settings, every seed, paired tests, receipt.</summary>
public sealed class StudyReport
{
    private readonly StudyResults _results;

    /// <summary>Reports on results, finished or not.</summary>
    public StudyReport(StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        _results = results;
    }

    /// <summary>The settings: mean, standard deviation, best and cost.</summary>
    public string Settings() => SettingsTable().ToMarkdown();

    /// <summary>Every run: what it found and what that comes to.</summary>
    public string Seeds() => SeedsTable(architecture => $"`{architecture}`").ToMarkdown();

    /// <summary>The paired tests; empty where nothing can be paired yet.</summary>
    public string Tests() => TestsTable()?.ToMarkdown() ?? "";

    /// <summary>How well the searches ranked the architectures that the study names, as a sentence; empty where it names none.</summary>
    public string Ranking()
    {
        if (!_results.NamesArchitectures) return "";
        const string Tau = "Kendall's tau between the searches' scores and the test accuracies:";
        return _results.Ranking is { } ranking
            ? $"{Tau} {TableNumber.Of(ranking.Tau, "0.000")} (p = {TableNumber.Of(ranking.PValue, "0.000")})."
            : $"{Tau} {TableNumber.Nothing} (fewer than two architectures have a score).";
    }

    internal ReportTable SettingsTable() => new(
        [NameHeading, "runs", .. _results.Measures.Select(measure => measure.Name), $"best of {_results.Measures[0].Name}", "time a run"],
        _results.Groups.Select(group => (string[])
        [
            group.Setting,
            group.Finished == group.Runs.Length ? $"{group.Finished}" : $"{group.Finished} of {group.Runs.Length}",
            .. _results.Measures.Select(measure => Spread(group, measure)),
            group.Summary(_results.Measures[0]) is { } summary
                ? TableNumber.Of(summary.Range.High, _results.Measures[0].Format)
                : TableNumber.Nothing,
            group.Seconds() is { } seconds ? $"{TableNumber.Of(seconds.Mean, "0")} s" : TableNumber.Nothing,
        ]));

    /// <param name="architecture">How the text of an architecture is shown.</param>
    internal ReportTable SeedsTable(Func<string, string> architecture) => new(
        [NameHeading, "seed", .. _results.Measures.Select(measure => measure.Name), "architecture", "time", "run"],
        _results.Groups.SelectMany(group => group.Runs).Select(run => (string[])
        [
            run.Entry.Setting,
            $"{run.Entry.Seed}",
            .. _results.Measures.Select(measure => run.Values.TryGetValue(measure.Key, out var value)
                ? TableNumber.Of(value, measure.Format)
                : TableNumber.Nothing),
            run.Genotype is { } genotype ? architecture(GenotypeNotation.Brief(genotype)) + Untrained(run) : State(run),
            run.Seconds is { } seconds ? $"{TableNumber.Of(seconds, "0")} s" : TableNumber.Nothing,
            run.Entry.Folder,
        ]));

    /// <summary>The paired tests; null where nothing can be paired yet.</summary>
    internal ReportTable? TestsTable()
    {
        var tests = _results.Tests.ToArray();
        return tests.Length == 0 ? null : new ReportTable(
            [NameHeading, "against", "measure", "pairs", "mean difference", "95 % interval", "p (t)", "p (Wilcoxon)",
                "Cohen's d", "Cliff's delta"],
            tests.Select(test => (string[])
            [
                test.Setting, test.Against, test.Measure.Name, $"{test.T.Differences.Count}",
                TableNumber.Of(test.T.Differences.Mean, $"+{test.Measure.Format};-{test.Measure.Format};{test.Measure.Format}"),
                Limits(test.T.Differences.ConfidenceInterval(), test.Measure.Format),
                TableNumber.Of(test.T.PValue, "0.000"), TableNumber.Of(test.Wilcoxon.PValue, "0.000"), TableNumber.Of(test.T.CohensD),
                    TableNumber.Of(test.CliffsDelta),
            ]));
    }

    /// <summary>The whole text under a heading.</summary>
    public string Markdown(string title) => $"# {PrintableText.Of(title)}\n\n{Sections()}";

    /// <summary>The whole text without a heading.</summary>
    public string Sections()
    {
        var text = new StringBuilder();
        if (!_results.IsComplete) text.Append("Not all runs have ended yet; what follows is of those that have.\n\n");
        text.Append("Accuracies in percent, mean ± standard deviation over the seeds.");
        if (_results.TableNote is { } note) text.Append(' ').Append(note);
        text.Append($"\n\n{Settings()}");
        if (Ranking() is { Length: > 0 } ranking) text.Append($"\n{ranking}\n");
        text.Append($"\n## Every run\n\n{Seeds()}");
        if (Tests() is { Length: > 0 } tests)
            text.Append($"\n## Paired tests\n\nDifferences are paired by seed, setting less the other. {Limit()}\n\n{tests}");
        text.Append($"\n## Made with\n\n{string.Concat(Receipt().Select(line => $"- {PrintableText.Of(line)}\n"))}");
        return text.ToString();
    }

    private string NameHeading => _results.Groups.All(group => group.IsNamed) ? "name" : "setting";

    private static string State(StudyOutcome run) =>
        run.Search is null ? "not begun" : $"{run.Search.Epochs.Length} of {Counted.Of(run.Search.PlannedEpochs ?? 0, "epoch")}";

    /// <summary>How far the training of a found architecture has come; nothing where it is done, or where nothing is trained.</summary>
    private static string Untrained(StudyOutcome run) => run.IsDone ? ""
        : run.Training is null ? ", training not begun"
        : $", trained {run.Training.Epochs.Length} of {Counted.Of(run.Training.PlannedEpochs ?? 0, "epoch")}";

    private static string Spread(StudyGroup group, StudyMeasure measure) => group.Summary(measure) switch
    {
        null => TableNumber.Nothing,
        { } summary when group.IsNamed && measure != StudyMeasure.Trained => TableNumber.Of(summary.Mean, measure.Format), // for all seeds
        { } summary => TableNumber.WithSpread(summary.Mean, summary.StandardDeviation, measure.Format),
    };

    private static string Limits(Interval interval, string format) =>
        $"{TableNumber.Of(interval.Low, format)} to {TableNumber.Of(interval.High, format)}";

    /// <summary>What a test of so few pairs can show at most.</summary>
    internal string Limit()
    {
        var pairs = _results.Tests.Max(test => test.T.Differences.Count);
        return $"With {pairs} pairs no p-value of Wilcoxon's test is below "
            + $"{TableNumber.Of(Math.Min(1, Math.Pow(2, 1 - pairs)), "0.0000")}.";
    }

    /// <summary>What it was made with, a line each.</summary>
    internal IEnumerable<string> Receipt()
    {
        var record = _results.Record;
        var images = _results.Groups.SelectMany(group => group.Runs).SelectMany(run => new[] { run.Search?.Record, run.Training?.Record })
            .OfType<RunRecord>()
            .Select(run => $"images: {run.Dataset} (SHA-256 {run.DatasetHash})").Distinct();
        return [$"begun {record.Started:yyyy-MM-dd HH:mm} UTC", .. images,
            .. record.Machine.Concat(record.Versions).Select(item => $"{item.Key}: {item.Value}")];
    }
}
