namespace AerNas.Reports.Pages;

/// <summary>What a fit came to, as one HTML page that needs nothing else: the model and its use, the test, the cell.</summary>
public static class FitReport
{
    private const string Use = """
        <p>With AerNas: <code>aernas predict model.onnx photo.jpg</code>. From C#, with the package AerNas.Inference alone:</p>
        <pre><code>using var model = OnnxClassifier.Load("model.onnx");
        var prediction = model.Classify("photo.jpg");
        Console.WriteLine($"{prediction.Class}: {prediction.Probability:P0}");</code></pre>
        <p>With any other runtime of ONNX: the input takes pictures as bytes, channels first, of the size that the file's metadata tell; the
        output has a probability for each line of <code>labels.txt</code>.</p>

        """;

    /// <summary>The page of a fit that is done.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="RunStorageException">No fit lies there, it is not done, or a file of it is damaged.</exception>
    public static string Html(string path)
    {
        var directory = RunDirectory.Open(path);
        var record = RunRecord.Load(directory, RunKind.Fit);
        var result = directory.ReadResult() ?? throw new RunStorageException(
            directory.ResultFile, $"the fit in {path} is not done yet; go on with it by aernas fit --resume.");
        var training = RecordedRun.ReadAny(Path.Combine(path, "training"));
        var page = new Page($"A network for {record.Dataset}", new PageData(training.Epochs.Length));
        var time = Duration.Text(TimeSpan.FromSeconds(Number(result, "seconds") ?? 0));
        page.Add($"<h1>A network for {Pages.Html.Text(record.Dataset)}</h1>\n<p>Searched, trained and exported in {time}.</p>\n"
            + $"<div class=\"facts\">{Pages.Html.Table("Outcome", Facts(result, training))}</div>\n");
        page.AddSlider();
        page.AddSection("Use it", Use);
        if (training.Test is { } test) page.AddSection("The test", TestSection.Of(test));
        page.AddSection("How it learned", ChartFigure.Grid(RunCharts.Usual(training), page.Data));
        page.AddSection("The cell", CellSection.Of(training, page.Data));
        page.AddSection("Options and receipt", ReceiptSection.Of(training));
        return page.ToHtml();
    }

    /// <summary>Writes the page of a fit into a file.</summary>
    /// <inheritdoc cref="Html"/>
    public static void Save(string path, string page) => AtomicFile.WriteText(page, Html(path));

    private static IEnumerable<KeyValuePair<string, string>> Facts(JsonObject result, RecordedRun training)
    {
        if (training.Genotype is { } genotype) yield return new("architecture", GenotypeNotation.Brief(genotype));
        if (Number(result, "testAccuracy") is { } accuracy) yield return new("test accuracy", Quantity.Share.Write(accuracy));
        if (Number(result, "baselineTestAccuracy") is { } plain)
            yield return new("a plain network of as many multiply-adds, trained for as long", Quantity.Share.Write(plain));
        yield return new("parameters", $"{Number(result, "parameters"):N0}");
        yield return new("multiply-adds for a picture", $"{Number(result, "multiplyAdds"):N0}");
        if (Number(result, "latencySeconds") is { } latency)
            yield return new("time for a picture, ONNX Runtime, one thread", Duration.Text(TimeSpan.FromSeconds(latency)));
        yield return new("epochs", $"{Number(result, "epochs"):N0}");
    }

    private static double? Number(JsonObject result, string member) =>
        result[member] is JsonValue value && value.TryGetValue(out double number) ? number : null;
}
