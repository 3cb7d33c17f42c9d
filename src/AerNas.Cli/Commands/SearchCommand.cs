using AerNas.Costs;
using AerNas.Data;
using AerNas.Methods;
using AerNas.Sampling;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Training;

namespace AerNas.Cli;

/// <summary><c>aernas search</c>: searches a genotype.</summary>
internal sealed class SearchCommand(CommandHost host)
{
    private static readonly string Details = $"""
        Without arguments it searches the NAS-Bench-201 space by {MethodCatalog.Default.Name} with the entropy
        regularizer, on the images that come with AerNas, small enough to end within a minute on two cores. At the small
        scale the epochs follow the number of images.

        Examples:
          aernas search
          aernas search --data ~/pictures --size 64 --space darts --epochs 20
          aernas search --method darts-v2 --entropy off --seed 1 --out runs/plain
          aernas search --watch discretization,eigenvalue
          aernas search --scale paper --data cifar-10-python.tar.gz
          aernas search --method regularized-evolution --tabular nasbench201.tabular
          aernas search --resume runs/search-001
          aernas search --resume runs/search-001 --epochs 40

        With --epochs a finished search goes on to that many in all. From there on its learning rate and its entropy
        coefficient have the values of a search of so many epochs: both cosines step back to where they then stand.
        """;

    private readonly SettingGroup _settings = new([
        SpaceSetting.Create(),
        Setting.Choice("--method", "method", "The search method; aernas methods lists them.",
            [.. MethodCatalog.All.Select(m => m.Name), .. MethodCatalog.SearchFree.Select(m => m.Name)]),
        EntropySetting.Create(),
        TermSetting.Create(),
        .. LatencySetting.Create(),
        WatchSetting.Create(),
        Setting.Text(SharedOptions.DataName, "data.path",
            "A folder or archive of images (see aernas data --help); by default the images that come with AerNas.", "PATH"),
        Setting.Text("--tabular", "tabular.path", "Of search-free methods: the table that judges (see aernas tabular import).", "TABLE"),
        Setting.Number("--epochs", "search.epochs", "Passes over the images that train w."),
        Setting.Number("--batch", "search.batchSize", "Images a step, of each half."),
        Setting.Number("--channels", "supernet.channels", "Channels of the first cells."),
        Setting.Number("--layers", "supernet.layers", "Cells in all, where the space has layers (darts)."),
        Setting.Number("--cells", "supernet.cells", "Cells in each stage, where the space has stages (nasbench201)."),
        Setting.Number("--seed", "search.seed", "Seed of everything random."),
        Setting.Text("--device", "runtime.device", "Where to compute (CUDA is not tested yet).", "cpu|cuda:N"),
        Setting.Choice("--engine", "runtime.engine", "What evaluates the cells.", [.. SharedOptions.Engines]),
        SharedOptions.Memory,
        Setting.Number("--threads", "runtime.threads", "Threads of the numeric kernels; 0 takes all processors."),
        .. Setting.OfImages()]);

    private readonly Option<string> _scale =
        ChoiceOption.Create("--scale", "Where options start from: small sizes for a CPU, or those of the paper.",
            ["small", "paper"], "small");

    private readonly Option<string?> _preset = new("--preset")
    {
        Description = "Another setting that the method was published with, such as l2 of robustdarts; aernas methods lists them.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _out = SharedOptions.Out("the next free runs/search-NNN");
    private readonly Option<string?> _resume = SharedOptions.Resume();
    private readonly Option<string?> _checkpoint = SharedOptions.Checkpoint();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandHost host)
    {
        var search = new SearchCommand(host);
        var command = new DocumentedCommand("search", "Search an architecture for a set of images.",
            Details) { search._scale, search._preset };
        search._settings.AddTo(command);
        foreach (var option in new Option[] { search._out, search._resume, search._checkpoint, search._json }) command.Add(option);
        command.SetAction(search.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(host, parse.GetValue(_json));
        if (parse.GetValue(_resume) is { } path && SamplingRun.IsIn(path)) return Repeat(parse, path, output);
        if (parse.GetValue(_resume) is null && MethodCatalog.TryFindSearchFree(Asked(parse).Method, out var searchFree))
            return Sample(parse, searchFree, output);
        using var run = Open(parse);
        var options = run.Options;
        output.Sentence($"Searching {options.Space.Name} by {options.Method} on {run.Dataset.Name} "
            + $"({Counted.Of(run.Dataset.Train.Count, "image")}{Shrunk(run)}); run {run.Directory.Path}");
        foreach (var note in run.Notes) output.Note(note);
        if (run.Position != default) output.Line($"Going on after {run.Position.InWords}.");
        var result = RunOutcome.Follow(host, output, $"search --resume {ProgramName.Quote(run.Directory.Path)}",
            (display, cancellation) => run.Run(new SearchReporter(display, host.Program, run.Directory.Path), cancellation));
        if (result is null) return ExitCode.Interrupted;
        Show(run, result, output);
        return ExitCode.Done;
    }

    /// <summary>A search-free method has options of its own; a flag that means none of them is refused.</summary>
    private int Sample(ParseResult parse, SamplingMethod method, CommandOutput output)
    {
        if (SharedOptions.Given(parse, [_resume, _checkpoint, _scale, _preset]).ToList() is { Count: > 0 } given)
            throw new UsageException($"{method.Name} searches within seconds and at one scale; leave out {string.Join(", ", given)}.");
        var options = _settings.Apply(parse, method.Published, SamplingOptionsJson.Of(method));
        return SampledSearch.Run(SamplingRun.Start(options, Place(parse), host.Time), host, output);
    }

    private int Repeat(ParseResult parse, string path, CommandOutput output)
    {
        RunOutcome.RequireNoneWithResume(_settings.Given(parse).Concat(SharedOptions.Given(parse, [_scale, _out, _checkpoint])));
        return SampledSearch.Run(SamplingRun.Resume(path), host, output);
    }

    private RunPlace Place(ParseResult parse) => parse.GetValue(_out) is { } folder ? folder : RunPlace.NextFree("runs", "search");

    private SearchRun Open(ParseResult parse)
    {
        if (parse.GetValue(_resume) is not { } path)
        {
            if (parse.GetValue(_checkpoint) is not null) throw new UsageException("--checkpoint goes with --resume RUN.");
            var opened = SearchRun.OpenImages(Options(parse));
            return SearchRun.Start(Options(parse, opened.Train.Count), Place(parse), host.Time, opened);
        }

        var given = _settings.Given(parse).Where(name => name != SharedOptions.DataName)
            .Concat(SharedOptions.Given(parse, [_scale, _preset, _out]));
        var (epochs, images) = (RunOutcome.EpochsWithResume(parse, given, _checkpoint), parse.GetValue<string?>(SharedOptions.DataName));
        return epochs is { } all ? SearchRun.Extend(path, all, images) : SearchRun.Resume(path, parse.GetValue(_checkpoint), images);
    }

    private SearchOptions Asked(ParseResult parse) =>
        _settings.Glance(parse, new SearchOptions { Method = MethodCatalog.Default.Name }, SearchOptionsJson.Default.SearchOptions);

    /// <summary>Space, method and images decide the defaults that everything else is laid over.</summary>
    private SearchOptions Options(ParseResult parse, int? images = null)
    {
        var asked = Asked(parse);
        if (!MethodCatalog.TryFind(asked.Method, out var method)) return asked;
        var space = asked.Space;
        RequireMeant(parse, space);
        if (method.Refuses(space) is not null) return asked with { By = method };
        if (parse.GetValue(_preset) is { } preset) method = method.With(Preset(method, space, preset));
        var defaults = parse.GetValue(_scale) == "paper" ? method.Published(space)
            : MethodCatalog.Small(method, space, (asked.Data.Images ?? images) is > 0 and var count ? count : null);
        return _settings.Apply(parse, SearchOptionsJson.Overlay(method, defaults)).WithNameOfCatalogue();
    }

    /// <summary>A depth that the skeleton of the space does not have is no slip of one's own making: it would change nothing.</summary>
    private static void RequireMeant(ParseResult parse, SearchSpace space)
    {
        if (SharedOptions.OtherDepth(parse, space.Skeletons[0]) is var (given, right))
            throw new UsageException($"{given} means nothing on {space.Name}; the depth of its networks is {right}.");
    }

    private static MethodPreset Preset(SearchMethod method, SearchSpace space, string name)
    {
        var presets = method.Presets.Where(preset => preset.Suits(space)).ToList();
        return presets.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(presets.Count == 0
            ? $"--preset: {method.Name} was published with one setting on {space.Name}; leave it out."
            : $"--preset: {method.Name} has no '{name}' on {space.Name}; there are "
                + $"{string.Join(", ", presets.Select(preset => preset.Name))}.");
    }

    private static string Shrunk(SearchRun run)
    {
        var (size, seen) = (run.Dataset.Train.Size, run.Options.Supernet.SizeOf(run.Dataset.Train.Size));
        return seen == size ? "" : $", seen at {seen}x{seen} pixels";
    }

    private void Show(SearchRun run, SearchResult result, CommandOutput output)
    {
        var path = run.Directory.Path;
        output.Line();
        if (result.Stopped is { } reason) output.Line($"The stop rule ended the search. {reason}");
        output.Line($"Found in epoch {result.Epoch + 1}, after {Text.Clock(TimeSpan.FromSeconds(result.Seconds))}:");
        output.Line($"  {GenotypeNotation.Brief(result.Genotype)}");
        output.Row("validation accuracy",
            $"{100 * result.ValidationAccuracy:0.0} % (of the "
            + $"supernet{(run.Options.Data.TrainPortion < 1 ? "" : ", on images it learned from")})");
        output.Row("entropy", $"{result.EntropyBits:0.000} bits");
        output.Row("network", NetworkCost(result.Genotype, run.Dataset));
        output.Row("lies in", path);
        ShowVariants(result, path, output);
        FrontTable.Show(result, output);
        var unreached = UnreachedParts.Of(result.Genotype);
        if (UnreachedNote.Of(unreached, host.Program, path) is { } note) output.Note(note);
        output.Line();
        output.Line("Train it from scratch:");
        output.Line($"  {host.Program} train {ProgramName.Quote(path)}");
        var json = new JsonObject
        {
            ["run"] = path,
            ["space"] = run.Options.Space.Name,
            ["method"] = run.Options.Method,
            ["genotype"] = result.Genotype.ToString(),
            ["validationAccuracy"] = result.ValidationAccuracy,
            ["entropyBits"] = result.EntropyBits,
            ["seconds"] = result.Seconds,
            ["unreachedOperations"] = unreached.Count,
            ["notes"] = output.NotesToJson(),
        };
        if (result.Stopped is not null) json["stopped"] = result.Stopped;
        if (!result.Variants.IsEmpty) json["genotypeByMostSkips"] = result.VariantsToJson();
        if (!result.Front.IsEmpty) json["front"] = result.FrontToJson();
        output.Result(json);
    }

    /// <summary>What other limits of skip connections lead to, where they change anything.</summary>
    private void ShowVariants(SearchResult result, string path, CommandOutput output)
    {
        if (result.Variants.IsEmpty) return;
        output.Line();
        output.Line($"With at most N skip connections in {result.Genotype.CellsKeepingSize} ({host.Program} derive "
            + $"{ProgramName.Quote(path)} --max-skips N):");
        foreach (var variant in result.Variants.DistinctBy(variant => variant.Genotype.ToString()))
            output.Line($"  {variant.MostSkips}  {GenotypeNotation.Brief(variant.Genotype)}");
    }

    /// <summary>What the network costs that <c>train</c> makes of the genotype.</summary>
    private static string NetworkCost(Genotype genotype, ImageDataset dataset)
    {
        var network = TrainingRecipes.Small(genotype.Space, dataset.Train.Count).Network;
        try
        {
            var cost = GenotypeCost.Of(genotype, network.SkeletonFor(genotype, dataset));
            return $"{Text.Count(cost.Parameters)} parameters, {Text.Count(cost.MultiplyAdds)} multiply-adds as "
                + "trained by the command below";
        }
        catch (InvalidOptionsException e)
        {
            return $"cannot be built for these images: {e.Message}";
        }
    }
}
