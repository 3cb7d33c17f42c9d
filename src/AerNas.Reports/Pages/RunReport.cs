using AerNas.Costs;

namespace AerNas.Reports.Pages;

/// <summary>One run as one HTML page that needs no network and no other file: its curves, the cell as it changed, the mixture of every edge
/// under a slider, signs of a collapse, options and receipt. It shows what the run recorded and says what it did not.</summary>
public static class RunReport
{
    /// <summary>The page of a run.</summary>
    public static string Html(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var page = new Page($"{run.Name}: {Kind(run)}", new PageData(run.Epochs.Length, run.RowName));
        page.Add($"<h1>{Pages.Html.Text(run.Name)}</h1>\n<p>{Pages.Html.Text(Sentence(run))}</p>\n<div "
            + $"class=\"facts\">{Pages.Html.Table("Outcome", Facts(run))}</div>\n");
        page.AddSlider();
        page.AddSection("Advice", Advice(run));
        page.AddSection("Curves", Curves(run, page.Data));
        if (run.Test is { } test) page.AddSection("The test", TestSection.Of(test));
        page.AddSection(run.Record.Is(RunKind.Search) ? "The cell as it changed" : "The cell", CellSection.Of(run, page.Data));
        if (run.Record.Is(RunKind.Search))
        {
            page.AddSection("Mixture of every edge",
                MixtureSection.Of(run, page.Data) is { Length: > 0 } mixture ? mixture : "<p>The run recorded no alphas.</p>\n");
            page.AddSection("Signs of a collapse", CollapseSection.Of(run, page.Data));
        }

        page.AddSection("Options and receipt", ReceiptSection.Of(run));
        page.AddSection("All numbers", Numbers(run));
        return page.ToHtml();
    }

    /// <summary>Writes the page of a run into a file.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public static void Save(RecordedRun run, string path) => AtomicFile.WriteText(path, Html(run));

    private static string Kind(RecordedRun run) => run.Record.Is(RunKind.Search)
        ? $"a search of {run.Space} by {run.Option("method")}"
        : run.IsSearchFree ? $"a search of {run.Space} by {run.Option("method")}, without a supernet," : "a training from scratch";

    private static string Sentence(RecordedRun run)
    {
        var (done, planned) = (run.Epochs.Length, run.PlannedEpochs);
        var state = run.Result is not null ? $"finished after {Counted.Of(done, run.RowName)}"
            : planned is null ? $"not finished, {Counted.Of(done, run.RowName)} done"
            : $"not finished, {done} of {Counted.Of(planned.Value, run.RowName)} done";
        return $"{char.ToUpperInvariant(Kind(run)[0])}{Kind(run)[1..]} on {run.Record.Dataset}; {state}.";
    }

    private static IEnumerable<KeyValuePair<string, string>> Facts(RecordedRun run)
    {
        if (run.Genotype is { } genotype) yield return new("architecture", GenotypeNotation.Brief(genotype));
        foreach (var (name, label, quantity) in new[]
        {
            ("validationAccuracy", run.IsSearchFree
                ? "validation accuracy in the table"
                : "validation accuracy of the supernet", Quantity.Share),
            ("testAccuracy", "test accuracy", Quantity.Share),
            ("testTopFive", "right class among the five likeliest", Quantity.Share),
            ("entropyBits", "architecture entropy, bits", Quantity.Plain),
        })
        {
            var value = run.Result?[name]?.GetValue<double>()
                ?? run.Epochs.LastOrDefault()?.Numbers.GetValueOrDefault(name, double.NaN) ?? double.NaN;
            if (double.IsFinite(value)) yield return new(label, quantity.Write(value));
        }

        foreach (var cost in Cost(run)) yield return cost;
        if (run.Option("entropy", "schedule") is not null) yield return new("entropy regularizer", Regularizer(run));
        yield return new("seed", run.Seed ?? "not recorded");
    }

    /// <summary>What the trained network costs; of a search, what the architecture costs on the published skeleton of its space.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Cost(RecordedRun run)
    {
        if (run.Result?["parameters"]?.GetValue<double>() is { } parameters)
        {
            yield return new("parameters", $"{parameters:N0}");
            if (run.Result["multiplyAdds"]?.GetValue<double>() is { } multiplyAdds) yield return new("multiply-adds", $"{multiplyAdds:N0}");
        }
        else if (run.Genotype is { } genotype)
        {
            var skeleton = Skeleton.Of(genotype.Space);
            var cost = GenotypeCost.Of(genotype, skeleton);
            yield return new($"parameters on the published {skeleton.Form} network", $"{cost.Parameters:N0}");
            yield return new($"multiply-adds on the published {skeleton.Form} network", $"{cost.MultiplyAdds:N0}");
        }
    }

    /// <summary>What the last epoch advised, and which parts of the architecture reach nothing.</summary>
    private static string Advice(RecordedRun run)
    {
        string?[] sentences =
        [
            run.Epochs.LastOrDefault()?.Advice?.Replace(" RUN ", $" {run.Directory.Path} ", StringComparison.Ordinal),
            run.Genotype is { } genotype ? UnreachedParts.Of(genotype).Sentence() : null,
        ];
        return string.Concat(sentences.OfType<string>().Select(sentence => $"<p>{Pages.Html.Text(sentence)}</p>\n"));
    }

    internal static string Regularizer(RecordedRun run) => run.Option("entropy", "schedule") switch
    {
        null => "–",
        "Off" => "off",
        "Constant" => $"λ = {run.Option("entropy", "negative")}",
        var schedule =>
            $"λ from {run.Option("entropy", "negative")} to {run.Option("entropy", "positive")} ({schedule.ToLowerInvariant()})",
    };

    private static string Curves(RecordedRun run, PageData data)
    {
        if (run.Epochs.IsEmpty) return $"<p>No {run.RowName} is done yet.</p>\n";
        return $"<p class=\"note\">The dotted line and the numbers in the keys are at the {run.RowName} that the slider shows.</p>\n"
            + ChartFigure.Grid(RunCharts.Usual(run), data);
    }

    private static string Numbers(RecordedRun run)
    {
        if (run.Epochs.IsEmpty) return "";
        var names = run.NumberNames.ToArray();
        var rows = run.Epochs.Select(epoch =>
            names.Select(name => RunCharts.QuantityOf(name).Write(epoch.Numbers.GetValueOrDefault(name, double.NaN)))
                .Prepend($"{epoch.Epoch + 1}"));
        return $"<details>\n<summary>{Counted.Of(run.Epochs.Length, run.RowName)} as a table</summary>\n"
            + $"{Pages.Html.Table($"Numbers of every "
            + $"{run.RowName}, by their names in metrics.jsonl", names.Prepend(run.RowName), rows)}</details>\n";
    }
}
