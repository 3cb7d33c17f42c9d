using AerNas.Data;
using AerNas.Training;

namespace AerNas.Cli;

/// <summary><c>aernas train</c>: trains the network of a genotype from scratch.</summary>
internal sealed class TrainCommand
{
    private static readonly string Details = $"""
        The network is trained on the images that the search was made on, unless --data names others, and kept as a
        model folder: weights (safetensors), genotype and a card of classes and normalization.

        Examples:
          aernas train runs/search-001
          aernas train runs/search-001 --epochs 50 --channels 36 --layers 20
          aernas train --genotype DARTS_V2 --recipe cifar --data cifar-10-python.tar.gz
          aernas train runs/search-001 --recipe my-recipe.json --set training.labelSmoothing=0.1
          aernas train --from runs/train-001 --data pets/ --freeze
          aernas train --resume runs/train-001
          aernas train --resume runs/train-001 --epochs 40

        With --from a training on other classes begins with a model's weights and keeps its architecture, width, depth and
        normalization; its classifier is new. With --freeze all else stays as it is, the statistics of batch norms too.

        Options are laid one over the other: the recipe, --config, --set, then the other flags. Recipes:
        {TrainingSettings.Recipes}
        A JSON file of your own holds what it changes: groups of options as in a run.json, "over" another recipe.

        With --epochs a finished training goes on to that many in all, with the learning rate of a training of so many.
        """;

    private readonly CommandHost _host;
    private readonly SettingGroup _settings = new([.. TrainingSettings.Alike(), TrainingSettings.Seed()]);

    private readonly Argument<string?> _run = new("run")
    {
        Description = "The folder of a search, whose result is trained; of a training or model, whose architecture is trained anew.",
        HelpName = "RUN|MODEL",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _genotype = new("--genotype")
    {
        Description = "What to train instead: a text, a file that holds it, or a name of the zoo (aernas zoo).",
        HelpName = "TEXT|FILE|NAME",
    };

    private readonly Option<string?> _from = new("--from")
    {
        Description = "Begin with the weights of this model, but for its classifier: its architecture and network on other classes.",
        HelpName = "MODEL",
    };

    private readonly Option<bool> _freeze = new("--freeze") { Description = "With --from: let the classifier alone learn." };

    private readonly Option<int?> _nth =
        NumberOption.Create("--nth", "Which genotype of a text that holds several, counted from 1; by default the last.");

    private readonly Option<string> _recipe = TrainingSettings.Recipe();
    private readonly Option<string?> _out = SharedOptions.Out("the next free runs/train-NNN");
    private readonly Option<string?> _resume = SharedOptions.Resume();
    private readonly Option<string?> _checkpoint = SharedOptions.Checkpoint();
    private readonly Option<bool> _json = SharedOptions.Json();

    private TrainCommand(CommandHost host)
    {
        _host = host;
    }

    public static Command Create(CommandHost host)
    {
        var train = new TrainCommand(host);
        var command = new DocumentedCommand("train", "Train the network of an architecture from scratch.",
            Details) { train._run, train._genotype, train._nth, train._from, train._freeze, train._recipe };
        train._settings.AddTo(command);
        foreach (var option in new Option[] { train._out, train._resume, train._checkpoint, train._json }) command.Add(option);
        command.SetAction(train.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(_host, parse.GetValue(_json));
        using var run = Open(parse);
        var name = run.Options.GenotypeName is { } known ? $"{known}, " : "";
        output.Line($"Training {name}{GenotypeNotation.Brief(run.Genotype)}");
        output.Line($"on {run.Dataset.Name} ({Counted.Of(run.Dataset.Train.Count, "image")}); run {run.Directory.Path}");
        output.Line($"{Counted.Of(run.Cost.Parameters, "parameter")}, {Text.Count(run.Cost.MultiplyAdds)} multiply-adds an image");
        foreach (var note in run.Notes) output.Note(note);
        if (UnreachedNote.Of(UnreachedParts.Of(run.Genotype), _host.Program, run.Options.Genotype) is { } unreached) output.Note(unreached);
        if (run.Position != default) output.Line($"Going on after {run.Position.InWords}.");
        var result = RunOutcome.Follow(_host, output, $"train --resume {ProgramName.Quote(run.Directory.Path)}",
            (display, cancellation) => run.Run(new TrainingReporter(display), cancellation));
        if (result is null) return ExitCode.Interrupted;
        Show(run, result, output);
        return ExitCode.Done;
    }

    private TrainRun Open(ParseResult parse)
    {
        if (parse.GetValue(_resume) is not { } path)
        {
            if (parse.GetValue(_checkpoint) is not null) throw new UsageException("--checkpoint goes with --resume RUN.");
            return Begin(parse, parse.GetValue(_out) is { } folder ? folder : RunPlace.NextFree("runs", "train"));
        }

        Symbol[] others = [_run, _genotype, _nth, _from, _freeze, _recipe, _out];
        var given = _settings.Given(parse).Where(name => name != SharedOptions.DataName).Concat(SharedOptions.Given(parse, others));
        var (epochs, images) = (RunOutcome.EpochsWithResume(parse, given, _checkpoint), parse.GetValue<string?>(SharedOptions.DataName));
        return epochs is { } all ? TrainRun.Extend(path, all, images) : TrainRun.Resume(path, parse.GetValue(_checkpoint), images);
    }

    private TrainRun Begin(ParseResult parse, RunPlace place)
    {
        var found = Genotype(parse);
        var genotype = found.Genotype;
        var data = parse.GetValue(_run) is { } folder
            ? RunImages.Of(folder, SharedOptions.IsGiven(parse, SharedOptions.DataName))
            : (null, new DatasetOptions());
        if (SharedOptions.OtherDepth(parse, genotype.Space.Skeletons[0]) is var (given, right))
            throw new UsageException($"{given} means nothing to this genotype; the depth of its network is {right}.");
        var recipe = TrainingRecipes.Find(parse.GetRequiredValue(_recipe), genotype.Space);
        var first = Options(null);
        var images = TrainRun.OpenImages(first);
        return TrainRun.Start(Options(first.Data.Images ?? images.Train.Count), place, _host.Time, images);

        TrainingOptions Options(int? count)
        {
            var start = new TrainingOptions { Genotype = found.Genotype.ToString(), GenotypeName = found.Name };
            start = start with { Data = start.Data.On(data.Path, data.Reading) };
            var laid = recipe.Over(start, count ?? 1, genotype.Space);
            return _settings.Apply(parse, Begun(parse, laid), TrainingOptionsJson.Default.TrainingOptions);
        }
    }

    /// <summary>Options that begin with the weights of a model, where one is named.</summary>
    private TrainingOptions Begun(ParseResult parse, TrainingOptions options) => parse.GetValue(_from) is { } model
        ? Transfer.From(options, ModelArgument.Folder(model), parse.GetValue(_freeze))
        : options;

    /// <exception cref="UsageException">It is not named, or twice.</exception>
    private FoundGenotype Genotype(ParseResult parse)
    {
        if (parse.GetValue(_from) is null)
            return parse.GetValue(_freeze) ? throw new UsageException("--freeze goes with --from MODEL.") : NamedGenotype(parse);
        Symbol[] others = [_run, _genotype, _nth];
        return SharedOptions.Given(parse, others).FirstOrDefault() is { } given
            ? throw new UsageException($"--from takes the architecture of its model; leave {given} out.")
            : GenotypeArgument.Find(ModelArgument.Folder(parse.GetValue(_from)!), nth: null);
    }

    private FoundGenotype NamedGenotype(ParseResult parse) => (parse.GetValue(_run), parse.GetValue(_genotype)) switch
    {
        ({ } run, null) => GenotypeArgument.Find(run, parse.GetValue(_nth)),
        (null, { } folder) when Directory.Exists(folder) =>
            throw new UsageException($"a run or model is named first, without --genotype: aernas train {ProgramName.Quote(folder)}"),
        (null, { } text) => GenotypeArgument.Find(text, parse.GetValue(_nth)),
        (null, null) => throw new UsageException("name what to train: the folder of a search, or --genotype. See aernas train --help."),
        _ => throw new UsageException("name either the folder of a search or --genotype, not both."),
    };

    private void Show(TrainRun run, TrainingResult result, CommandOutput output)
    {
        var model = ProgramName.Quote(result.Model);
        output.Line();
        output.Line($"Trained in {Text.Clock(TimeSpan.FromSeconds(result.Seconds))}:");
        output.Row("test accuracy", result.TestAccuracy is { } accuracy ? $"{100 * accuracy:0.0} %" : "unknown (no test images)");
        if (result.TestTopFive is { } five) output.Row("among the first five", $"{100 * five:0.0} %");
        if (result.Epoch + 1 < run.Options.Training.Epochs)
            output.Row("epoch", $"{result.Epoch + 1} of {Counted.Of(result.Epochs, "epoch")} done");
        output.Row("parameters", $"{run.Cost.Parameters:N0}");
        output.Row("multiply-adds", $"{run.Cost.MultiplyAdds:N0}");
        output.Row("model", result.Model);
        output.Line();
        output.Line("Use it:");
        output.Line($"  {_host.Program} test {model}{(result.TestAccuracy is null ? " --data FOLDER" : "")}");
        output.Line($"  {_host.Program} predict {model} IMAGE...");
        output.Result(new JsonObject
        {
            ["model"] = result.Model,
            ["testAccuracy"] = result.TestAccuracy,
            ["testTopFive"] = result.TestTopFive,
            ["epoch"] = result.Epoch,
            ["epochs"] = result.Epochs,
            ["parameters"] = run.Cost.Parameters,
            ["multiplyAdds"] = run.Cost.MultiplyAdds,
            ["seconds"] = result.Seconds,
            ["unreachedOperations"] = UnreachedParts.Of(run.Genotype).Count,
            ["notes"] = output.NotesToJson(),
        });
    }
}
