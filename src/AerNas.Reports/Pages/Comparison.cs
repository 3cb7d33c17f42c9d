using AerNas.Reports.Figures;

namespace AerNas.Reports.Pages;

/// <summary>Several runs laid over each other on one HTML page, and their entropy and accuracy as figures.</summary>
public sealed class Comparison
{
    private static readonly ImmutableArray<(string Name, string Label)> Accuracies =
        [("validationAccuracy", "validation accuracy of the supernet"), ("testAccuracy", "test accuracy after training")];

    private readonly ImmutableArray<RecordedRun> _runs;
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<RunGroup> _groups;

    /// <summary>Compares at least two runs.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public Comparison(IEnumerable<RecordedRun> runs)
    {
        _runs = [.. runs];
        if (_runs.Length < 2) throw new ArgumentException($"A comparison takes at least two runs, got {_runs.Length}.", nameof(runs));
        var common = _runs.Select(run => run.Name).Distinct().Count() < _runs.Length;
        _names = [.. _runs.Select(run => common ? run.Directory.Path : run.Name)];
        _groups = RunGroup.Of(_runs);
    }

    private bool HasRepeats => _groups.Any(group => group.Runs.Length > 1);

    /// <summary>The page.</summary>
    public string Html()
    {
        var page = new Page($"{_runs.Length} runs compared", new PageData(_runs.Max(run => run.Epochs.Length)));
        page.Add($"<h1>{_runs.Length} runs compared</h1>\n{Table()}");
        page.AddSlider();
        page.AddSection("Curves", page.Data.Epochs == 0
            ? "<p>No epoch of any run is done yet.</p>\n"
            : "<p class=\"note\">The dotted line and the numbers in the keys are at the epoch that the slider shows.</p>\n"
                + ChartFigure.Grid(RunCharts.Overlaid(_runs, _names), page.Data));
        if (HasRepeats) page.AddSection("Means over seeds", Means(page.Data));
        page.AddSection("How the runs differ", Differences());
        return page.ToHtml();
    }

    /// <summary>Writes the page into a file.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteText(path, Html());

    /// <summary>Entropy by epoch: of each run, or mean and spread over seeds where nothing else differs. Null without entropies.</summary>
    public Figure? EntropyFigure()
    {
        var lines = HasRepeats
            ? _groups.Select(group => (group.Label, Series: group.MeanSeries("entropyBits")))
                .Select(g => new FigureLine(g.Label, g.Series.Means, g.Series.Deviations))
            : _runs.Select((run, i) => new FigureLine(_names[i], run.Series("entropyBits")));
        var drawn = lines.Where(line => line.Values.Any(double.IsFinite)).ToArray();
        return drawn.Length == 0 ? null : RunFigures.Entropy(drawn);
    }

    private string Table() => Pages.Html.Table("The runs",
        ["run", "kind", "method", "space", "entropy regularizer", "seed", "epochs", "validation accuracy", "test accuracy",
            "entropy (bits)", "architecture"],
        _runs.Select((run, i) => (string[])
        [
            _names[i], run.Record.Kind, run.Option("method") ?? "–", run.Space ?? "–", RunReport.Regularizer(run), run.Seed ?? "–",
            $"{run.Epochs.Length}{(run.Result is null ? $" of {run.PlannedEpochs}" : "")}",
            Last(run, "validationAccuracy", Quantity.Share), Last(run, "testAccuracy", Quantity.Share),
                Last(run, "entropyBits", Quantity.Plain),
            run.Genotype is { } genotype ? GenotypeNotation.Brief(genotype) : "–",
        ]));

    private static string Last(RecordedRun run, string name, Quantity quantity) =>
        quantity.Write(run.Epochs.IsEmpty ? double.NaN : run.Series(name)[^1]);

    private string Means(PageData data)
    {
        var charts = Accuracies.Select(a => MeanChart(a.Name, a.Label, Quantity.Share, data.Epochs))
            .Prepend(MeanChart("entropyBits", "Architecture entropy (bits)", Quantity.Plain, data.Epochs));
        return "<p class=\"note\">Runs that differ in nothing but their seed are one group; bands and ± are a standard deviation.</p>\n"
            + ChartFigure.Grid(charts, data) + string.Concat(Accuracies.Select(a => Statistics(a.Name, a.Label)));
    }

    private LineChart MeanChart(string name, string label, Quantity quantity, int epochs) => new()
    {
        Title = $"{char.ToUpperInvariant(label[0])}{label[1..]}: mean of the seeds",
        Quantity = quantity,
        Lines = [.. _groups.Select((group, i) => (Series: group.MeanSeries(name), Line: i)).Select(g =>
            new ChartLine(_groups[g.Line].Label, RunCharts.Padded(g.Series.Means, epochs), g.Line)
            {
                Spread = RunCharts.Padded(g.Series.Deviations, epochs),
            })],
    };

    private string Statistics(string name, string label)
    {
        var groups = _groups.Select(group => (group.Label, Values: group.LastBySeed(name)))
            .Where(group => group.Values.Count > 0).ToArray();
        if (groups.Length == 0) return "";
        var summary = Pages.Html.Table($"At the last epoch: {label}",
            ["group", "seeds", "mean", "standard deviation", "95 % interval of the mean", "each seed"],
            groups.Select(group => Summary(group.Label, group.Values)));
        var pairs = groups.Skip(1)
            .Select(group => (group.Label, Seeds: group.Values.Keys.Where(groups[0].Values.ContainsKey).ToArray(), group.Values))
            .Where(pair => pair.Seeds.Length >= 2).ToArray();
        return pairs.Length == 0 ? summary : summary + Pages.Html.Table(
            $"Paired by seed, against {groups[0].Label}: {label}",
            ["group", "pairs", "mean difference", "p (paired t)", "p (Wilcoxon)", "Cohen's d"],
            pairs.Select(pair =>
                Test(pair.Label, [.. pair.Seeds.Select(seed => groups[0].Values[seed])],
                    [.. pair.Seeds.Select(seed => pair.Values[seed])])));
    }

    private static string[] Summary(string label, ImmutableSortedDictionary<string, double> values)
    {
        var summary = SampleSummary.Of([.. values.Values]);
        var interval = summary.ConfidenceInterval();
        var limits = summary.Count == 1 ? "–" : $"{Quantity.Share.Write(interval.Low)} to {Quantity.Share.Write(interval.High)}";
        return [label, $"{summary.Count}", Quantity.Share.Write(summary.Mean), Quantity.Share.Write(summary.StandardDeviation), limits,
            string.Join(", ", values.Select(value => $"{value.Key}: {Quantity.Share.Write(value.Value)}"))];
    }

    private static string[] Test(string label, double[] first, double[] second)
    {
        var (t, rank) = (PairedTTest.Of(first, second), WilcoxonSignedRank.Of(first, second));
        return [label, $"{first.Length}", Quantity.Share.Write(t.Differences.Mean), Quantity.Plain.Write(t.PValue),
            Quantity.Plain.Write(rank.PValue), Quantity.Plain.Write(t.CohensD)];
    }

    private string Differences()
    {
        var options = _runs.Select(run => run.Options.Concat(run.Record.Versions)
            .Concat(run.Record.Machine ?? (IEnumerable<KeyValuePair<string, string>>)[])
            .Append(new("SHA-256 of the images", run.Record.DatasetHash)).DistinctBy(option => option.Key).ToDictionary()).ToArray();
        var differing = options.SelectMany(run => run.Keys).Distinct()
            .Where(path => options.Select(run => run.GetValueOrDefault(path)).Distinct().Count() > 1).ToArray();
        return differing.Length == 0
            ? "<p>Options, versions, machine and images are the same in all.</p>\n"
            : Pages.Html.Table("Options, versions, machine and images that are not the same in all", differing.Prepend("run"),
                options.Select((run, i) => differing.Select(path => run.GetValueOrDefault(path, "–")).Prepend(_names[i])));
    }
}
