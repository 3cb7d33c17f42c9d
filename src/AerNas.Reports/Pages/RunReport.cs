using AerNas.Reports.Runs;
using AerNas.Runs;

namespace AerNas.Reports.Pages;

/// <summary>
/// One run as one HTML page that needs no network and no other file: its curves, the cell as it changed, the mixture of every edge under a
/// slider, signs of a collapse, options and receipt. It shows what the run recorded and says what it did not.
/// </summary>
public static class RunReport
{
    /// <summary>The page of a run.</summary>
    public static string Html(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var page = new Page($"{run.Name}: {Kind(run)}", new PageData(run.Epochs.Length));
        page.Add($"<h1>{Pages.Html.Text(run.Name)}</h1>\n<p>{Pages.Html.Text(Sentence(run))}</p>\n<div class=\"facts\">{Pages.Html.Table("Outcome", Facts(run))}</div>\n");
        page.AddSlider();
        page.AddSection("Curves", Curves(run, page.Data));
        page.AddSection(run.Record.Kind == "search" ? "The cell as it changed" : "The cell", CellSection.Of(run, page.Data));
        if (run.Record.Kind == "search")
        {
            page.AddSection("Mixture of every edge", MixtureSection.Of(run, page.Data) is { Length: > 0 } mixture ? mixture : "<p>The run recorded no alphas.</p>\n");
            page.AddSection("Signs of a collapse", CollapseSection.Of(run, page.Data));
        }

        page.AddSection("Options and receipt", ReceiptSection.Of(run));
        page.AddSection("All numbers", Numbers(run));
        return page.ToHtml();
    }

    /// <summary>Writes the page of a run into a file.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public static void Save(RecordedRun run, string path) => AtomicFile.WriteText(path, Html(run));

    private static string Kind(RecordedRun run) => run.Record.Kind == "search"
        ? $"a search of {run.Option("space")} by {run.Option("method")}"
        : run.Record.Kind == "train" ? "a training from scratch" : $"a {run.Record.Kind} run";

    private static string Sentence(RecordedRun run)
    {
        var (done, planned) = (run.Epochs.Length, run.PlannedEpochs);
        var state = run.Result is not null ? $"finished after {done} epochs"
            : planned is null ? $"not finished, {done} epochs done"
            : $"not finished, {done} of {planned} epochs done";
        return $"{char.ToUpperInvariant(Kind(run)[0])}{Kind(run)[1..]} on {run.Record.Dataset}; {state}.";
    }

    private static IEnumerable<KeyValuePair<string, string>> Facts(RecordedRun run)
    {
        if (run.Genotype is { } genotype) yield return new("architecture", genotype.ToString());
        foreach (var (name, label, quantity) in new[]
        {
            ("validationAccuracy", "validation accuracy of the supernet", Quantity.Share),
            ("testAccuracy", "test accuracy", Quantity.Share),
            ("entropyBits", "architecture entropy, bits", Quantity.Plain),
        })
        {
            var value = run.Result?[name]?.GetValue<double>() ?? run.Epochs.LastOrDefault()?.Numbers.GetValueOrDefault(name, double.NaN) ?? double.NaN;
            if (double.IsFinite(value)) yield return new(label, quantity.Write(value));
        }

        if (run.Option("entropy", "schedule") is not null) yield return new("entropy regularizer", Regularizer(run));
        yield return new("seed", run.Seed ?? "not recorded");
    }

    /// <summary>The regularizer's setting in words.</summary>
    internal static string Regularizer(RecordedRun run) => run.Option("entropy", "schedule") switch
    {
        null => "–",
        "Off" => "off",
        "Constant" => $"λ = {run.Option("entropy", "negative")}",
        var schedule => $"λ from {run.Option("entropy", "negative")} to {run.Option("entropy", "positive")} ({schedule.ToLowerInvariant()})",
    };

    private static string Curves(RecordedRun run, PageData data)
    {
        if (run.Epochs.IsEmpty) return "<p>No epoch is done yet.</p>\n";
        return "<p class=\"note\">The dotted line and the numbers in the keys are at the epoch that the slider shows.</p>\n" + ChartFigure.Grid(RunCharts.Usual(run), data);
    }

    private static string Numbers(RecordedRun run)
    {
        if (run.Epochs.IsEmpty) return "";
        var names = run.NumberNames.ToArray();
        var rows = run.Epochs.Select(epoch => names.Select(name => Quantity.Plain.Write(epoch.Numbers.GetValueOrDefault(name, double.NaN))).Prepend($"{epoch.Epoch + 1}"));
        return $"<details>\n<summary>{run.Epochs.Length} epochs as a table</summary>\n{Pages.Html.Table("Numbers of every epoch, by their names in metrics.jsonl", names.Prepend("epoch"), rows)}</details>\n";
    }
}
