using System.Collections.Immutable;
using AerNas.Reports.Figures;
using AerNas.Schedules;
using AerNas.Studies;

namespace AerNas.Cli.Studies;

/// <summary><c>aernas reproduce</c>: a table or figure of the paper by its recipe.</summary>
internal sealed class ReproduceCommand(CommandHost host)
{
    private const int PaperEpochs = 50;
    private const double PaperCoefficient = 0.2;

    private const string Details = """
        Each experiment is a study by a recipe that comes with AerNas: with the paper's own hyperparameters, or made small by
        the rule that the report states. Images and table are yours to name. The paper's numbers stand beside those found here;
        where there is none, the report says why. Ctrl-C stops it; aernas study --resume FOLDER goes on.

        Examples:
          aernas reproduce fig1
          aernas reproduce table1 --data cifar-10-python.tar.gz --tabular nasbench201.tabular
          aernas reproduce table1 --scale paper --data cifar-10-python.tar.gz --tabular nasbench201.tabular --estimate
        """;

    private readonly Argument<string> _name =
        ChoiceOption.CreateArgument("name", "Which table or figure.", [.. Recipe.All.Select(recipe => recipe.Name)]);
    private readonly Option<string> _scale =
        ChoiceOption.Create("--scale", "Small sizes for a CPU, or the paper's own.", ["small", "paper"], "small");
    private readonly Option<string?> _data =
        new("--data") { Description = "The images; by default those that come with AerNas.", HelpName = "PATH" };
    private readonly Option<string?> _table =
        new("--tabular") { Description = "The table that tells what found cells come to (see aernas tabular import).", HelpName = "TABLE" };
    private readonly StudyThreads _threads = new();
    private readonly Option<bool> _estimate = new("--estimate") { Description = "Only tell how long it would take on this machine." };
    private readonly Option<string?> _out = SharedOptions.Out("reproductions/NAME-SCALE");
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandHost host)
    {
        var reproduce = new ReproduceCommand(host);
        var command = new DocumentedCommand("reproduce", "Make a table or figure of the paper again.", Details) { reproduce._name };
        foreach (var option in new Option[] { reproduce._scale, reproduce._data, reproduce._table, reproduce._threads.Option,
            reproduce._estimate, reproduce._out, reproduce._json })
            command.Add(option);
        command.SetAction(reproduce.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var recipe = Recipe.All.Single(r => r.Name == parse.GetRequiredValue(_name));
        var scale = parse.GetRequiredValue(_scale);
        var output = new CommandOutput(host, parse.GetValue(_json));
        var folder = parse.GetValue(_out)
            ?? Path.Combine("reproductions", recipe.At(scale) is null ? recipe.Name : $"{recipe.Name}-{scale}");
        if (recipe.At(scale) is not { } size)
            return parse.GetValue(_estimate) ? TellOfFormula(recipe, output) : DrawCoefficient(folder, output);
        var threads = _threads.Read(parse);
        var options = StudyOptions.Parse(size.Study.ToJsonString(), recipe.Name) with { Tabular = parse.GetValue(_table) };
        if (parse.GetValue(_data) is { } data) options = options.WithImages(data);
        if (parse.GetValue(_estimate))
            return TryEstimate(options, threads, output) is { } estimate ? Tell(estimate, output) : ExitCode.Interrupted;
        var study = StudyRun.Start(options, folder, host.Time, recipe.Name);
        Describe(recipe, size, parse.GetValue(_data) is null, output);
        if (options.Scale == StudyScale.Paper && TryEstimate(options, threads, output) is null) return ExitCode.Interrupted;
        return StudyOutput.Follow(study, threads, StudyWords.Study, host, output);
    }

    private static void Describe(Recipe recipe, RecipeScale scale, bool embedded, CommandOutput output)
    {
        output.Line($"{recipe.Name}: {recipe.About}");
        output.Line($"sizes: {scale.Rule}");
        output.Line($"images: {(embedded ? $"those that come with AerNas; the recipe means {scale.Images}" : scale.Images)}");
        if (scale.Made is { } made) output.Line($"recorded: {made}");
    }

    /// <summary>Times the study and tells; null where it was stopped.</summary>
    private StudyEstimate? TryEstimate(StudyOptions options, int threads, CommandOutput output)
    {
        using var interruption = new Interruption(() => output.Line("Stopping."), host.Cancellation);
        try
        {
            var estimate = StudyEstimate.Of(options, new StudyPlan(options).SideBySide(threads), host.Time, new EstimateLines(output),
                interruption.Token);
            if (estimate.Training is { } training) output.Row("of each", $"{Text.Clock(training)} to train what was found");
            var which = estimate.Refusals.Count > 0 ? ", without those left out" : "";
            output.Row("all runs", $"about {Text.Clock(estimate.Total)} on this machine, validation apart{which}");
            return estimate;
        }
        catch (OperationCanceledException)
        {
            output.Line("Stopped before any run was begun.");
            return null;
        }
    }

    private static int TellOfFormula(Recipe recipe, CommandOutput output)
    {
        output.Line($"{recipe.Name} is a formula: nothing is searched, it is drawn at once.");
        return Tell(new StudyEstimate(new Dictionary<string, TimeSpan>(), Training: null, TimeSpan.Zero), output);
    }

    private static int Tell(StudyEstimate estimate, CommandOutput output)
    {
        output.Result(ToJson(estimate));
        return ExitCode.Done;
    }

    private static JsonObject ToJson(StudyEstimate estimate) => new()
    {
        ["seconds"] = estimate.Total.TotalSeconds,
        ["secondsATraining"] = estimate.Training?.TotalSeconds,
        ["secondsARun"] = new JsonObject(
            estimate.Runs.Select(run => KeyValuePair.Create<string, JsonNode?>(run.Key, run.Value.TotalSeconds))),
        ["refused"] = new JsonObject(estimate.Refusals.Select(run => KeyValuePair.Create<string, JsonNode?>(run.Key, run.Value))),
    };

    /// <summary>The paper's figure 1 is a formula: there is nothing to search.</summary>
    private static int DrawCoefficient(string folder, CommandOutput output)
    {
        var schedule = new CosineSchedule(-PaperCoefficient, PaperCoefficient);
        ImmutableArray<double> lambda =
            [.. Enumerable.Range(0, PaperEpochs).Select(epoch => schedule.At(new EpochProgress(epoch, PaperEpochs)))];
        var written = ReportCommand.Save(folder, [("lambda", RunFigures.Coefficient(lambda))]);
        output.Line($"Drawn: {written[0]}");
        output.Result(new JsonObject { ["figures"] = new JsonArray(written[0]) });
        return ExitCode.Done;
    }
}
