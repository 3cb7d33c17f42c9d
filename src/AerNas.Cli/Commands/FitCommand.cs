using AerNas.Fitting;
using AerNas.Methods;
using AerNas.Reports.Pages;
using AerNas.Training;

namespace AerNas.Cli;

/// <summary><c>aernas fit</c>: from pictures to a model, in a given time.</summary>
internal sealed class FitCommand
{
    private const string Details = """
        Looks at the pictures, searches an architecture with the entropy regularizer, makes its network as large as there is
        time to train it, trains it from scratch, tests it and writes a folder to hand over. Search and training are ordinary
        runs: report, derive, compare and verify take them.

        Examples:
          aernas fit
          aernas fit pictures/ --budget 30m
          aernas fit pictures/ --budget 2h --max-params 500k --max-madds 100M
          aernas fit pictures/ --max-latency 2ms
          aernas fit cifar-10-python.tar.gz --budget 1h --baseline
          aernas fit --resume runs/fit-001

        With --baseline a plain residual network of as many multiply-adds is trained for as long as search and training took,
        after the budget, and stands beside the result.
        """;

    private readonly CommandHost _host;
    private readonly SettingGroup _settings = new([
        TimeSetting.Create("--budget", "budget", "Wall-clock time of search, training and export together, such as 90s, 20m or 1h30m."),
        SpaceSetting.Create(),
        Setting.Choice("--method", "method", "The search method; aernas methods lists them.", [.. MethodCatalog.All.Select(m => m.Name)]),
        CountSetting.Create("--max-params", "limits.parameters", "The most trainable parameters of the network."),
        CountSetting.Create("--max-madds", "limits.multiplyAdds", "The most multiply-adds for one image."),
        TimeSetting.Create("--max-latency", "limits.latency", "The most time for a picture, by ONNX Runtime on one thread, such as 5ms."),
        Setting.Number("--search-epochs", "searchEpochs", "Epochs of the search, in place of as many as there is time for."),
        Setting.Number("--channels", "channels", "Channels of the first cells, in place of as many as there is time for."),
        Setting.Number("--epochs", "epochs", "Epochs of the training, in place of as many as there is time for."),
        Setting.Switch("--baseline", "baseline", "Train a plain residual network for as long, to compare with."),
        Setting.Number("--seed", "seed", "Seed of everything random."),
        Setting.Number("--threads", "runtime.threads", "Threads of the numeric kernels; 0 takes all processors."),
        .. Setting.OfImages()]);

    private readonly Argument<string?> _images = new("images")
    {
        Description = "A folder or archive of images (see aernas data --help); by default the images that come with AerNas.",
        HelpName = "FOLDER",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _out = SharedOptions.Out("the next free runs/fit-NNN");
    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on with this fit; of its budget is left what it has not spent. Name the images where they have moved.",
        HelpName = "FIT",
    };

    private readonly Option<bool> _json = SharedOptions.Json();

    private FitCommand(CommandHost host)
    {
        _host = host;
    }

    public static Command Create(CommandHost host)
    {
        var fit = new FitCommand(host);
        var command = new DocumentedCommand("fit", "From pictures to a model in a given time: search, train, hand over.",
            Details) { fit._images };
        fit._settings.AddTo(command);
        foreach (var option in new Option[] { fit._out, fit._resume, fit._json }) command.Add(option);
        command.SetAction(fit.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(_host, parse.GetValue(_json));
        using var run = Open(parse);
        output.Sentence($"Fitting a network to {run.Dataset.Name} ({Counted.Of(run.Dataset.Train.Count, "image")}) within "
            + $"{Duration.Text(run.Options.Budget)}; run {run.Directory.Path}");
        foreach (var note in run.Dataset.Notes) output.Note(note);
        var result = RunOutcome.Follow(_host, output, $"fit --resume {ProgramName.Quote(run.Directory.Path)}",
            (display, cancellation) => run.Run(new FitReporter(display, _host.Program, run.SearchPath), cancellation));
        if (result is null) return ExitCode.Interrupted;
        FitReport.Save(run.Directory.Path, Path.Combine(result.Model, "index.html"));
        Show(run, result, output);
        return ExitCode.Done;
    }

    private FitRun Open(ParseResult parse)
    {
        var images = parse.GetValue(_images);
        if (parse.GetValue(_resume) is { } path)
        {
            RunOutcome.RequireNoneWithResume(_settings.Given(parse).Concat(SharedOptions.Given(parse, [_out])));
            return FitRun.Resume(path, _host.Time, images);
        }

        var defaults = new FitOptions { Data = new TrainingDataOptions { Path = images } };
        RunPlace place = parse.GetValue(_out) is { } folder ? folder : RunPlace.NextFree("runs", "fit");
        return FitRun.Start(_settings.Apply(parse, defaults, FitOptionsJson.Default.FitOptions), place, _host.Time);
    }

    private void Show(FitRun run, FitResult result, CommandOutput output)
    {
        var (model, network) = (ProgramName.Quote(result.Model), result.Network);
        output.Line();
        output.Line($"Done in {Text.Clock(result.Elapsed)}, {Text.Clock(result.SearchTime)} of it for the search:");
        output.Line($"  {GenotypeNotation.Brief(result.Genotype)}");
        output.Row("test accuracy", Accuracy(network.TestAccuracy));
        output.Row("parameters", $"{network.Cost.Parameters:N0}");
        output.Row("multiply-adds", $"{network.Cost.MultiplyAdds:N0}");
        if (result.Baseline is { } plain)
            output.Row("plain network", $"{Accuracy(plain.TestAccuracy)}, of {plain.Cost.MultiplyAdds:N0} multiply-adds, trained for "
                + $"{Text.Clock(plain.Time)}");
        output.Row("latency", $"{Duration.Text(result.Latency.Median)} for a picture by ONNX Runtime on one thread (95 of 100: "
            + $"{Duration.Text(result.Latency.Percentile95)})");
        output.Row("model", $"{result.Model} (model.onnx, model.safetensors, genotype, labels, a page: index.html)");
        output.Line();
        output.Line("Use it:");
        output.Line($"  {_host.Program} predict {model} IMAGE...");
        output.Line($"  {_host.Program} report {ProgramName.Quote(run.SearchPath)}");
        var json = FitRun.ToJson(result);
        (json["run"], json["model"], json["notes"]) = (run.Directory.Path, result.Model, output.NotesToJson());
        output.Result(json);
    }

    private static string Accuracy(double? accuracy) => accuracy is { } known ? $"{100 * known:0.0} %" : "unknown (no test images)";
}
