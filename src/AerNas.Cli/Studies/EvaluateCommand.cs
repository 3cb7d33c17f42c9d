using AerNas.Data;
using AerNas.Studies;
using AerNas.Training;

namespace AerNas.Cli.Studies;

/// <summary><c>aernas evaluate</c>: the same training for several architectures, over seeds.</summary>
internal sealed class EvaluateCommand(CommandHost host)
{
    private const int UsualSeeds = 3;

    private static readonly string Details = $"""
        Each genotype is a name of the zoo, a text, a file, or the folder of a search or training. Each is trained with each seed
        as aernas train would, in a run directory of its own under EVALUATION/trainings. The table tells test accuracy (mean and
        spread over the seeds), parameters, multiply-adds, latency (the exported model by ONNX Runtime on one thread) and training
        time; the others are tested against the first one, paired by seed. Where searches ranked the genotypes (the folders of
        searches have the supernet's validation accuracy, else --scores), Kendall's tau tells how well.

        Genotypes of several spaces can be compared where one recipe is for all of them. As many trainings go on side by side as
        there are processors for the --threads of each. Ctrl-C stops; --resume goes on and repeats no training that has ended.

        Examples:
          aernas evaluate --genotypes DARTS_V2,PC-DARTS,runs/search-001
          aernas evaluate --genotypes runs/search-001,runs/search-002,runs/search-003 --seeds 5 --epochs 20 --out evaluations/mine
          aernas evaluate --genotypes DARTS_V1,DARTS_V2 --scores 0.83,0.87 --recipe cifar --data cifar-10-python.tar.gz
          aernas evaluate --resume evaluations/mine
          aernas report evaluations/mine

        Options are laid one over the other: the recipe, --config, --set, then the other flags. Recipes:
        {TrainingSettings.Recipes}
        """;

    private readonly SettingGroup _settings = new([.. TrainingSettings.Alike()]);
    private readonly Option<string[]> _genotypes = new("--genotypes")
    {
        Description = "What to compare, with commas between them; may be repeated.",
        HelpName = "A,B,…",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<double[]> _scores = NumbersOption.Create("--scores",
        "What a search gave the genotypes, in their order, the more the better; by default what folders of searches tell.", "0.83,0.87");
    private readonly Option<int?> _seeds =
        NumberOption.Create("--seeds", $"How many seeds each is trained with, from 0 on; {UsualSeeds} by default.");
    private readonly Option<string> _recipe = TrainingSettings.Recipe();
    private readonly Option<string?> _out = SharedOptions.Out("the next free evaluations/evaluation-NNN");
    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on with this evaluation; or, where it is done, tell again what came of it.",
        HelpName = "EVALUATION",
    };

    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandHost host)
    {
        var evaluate = new EvaluateCommand(host);
        var command = new DocumentedCommand("evaluate", "Train several architectures alike over seeds, and compare what they come to.",
            Details) { evaluate._genotypes, evaluate._scores, evaluate._seeds, evaluate._recipe };
        evaluate._settings.AddTo(command);
        foreach (var option in new Option[] { evaluate._out, evaluate._resume, evaluate._json }) command.Add(option);
        command.SetAction(evaluate.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(host, parse.GetValue(_json));
        return StudyOutput.Follow(Open(parse, output), threads: 0, StudyWords.Evaluation, host, output);
    }

    private StudyRun Open(ParseResult parse, CommandOutput output)
    {
        if (parse.GetValue(_resume) is { } path)
        {
            RunOutcome.RequireNoneWithResume(
                _settings.Given(parse).Concat(SharedOptions.Given(parse, [_genotypes, _scores, _seeds, _recipe, _out])));
            return StudyRun.Resume(path, host.Time);
        }

        var seeds = parse.GetValue(_seeds) ?? UsualSeeds;
        if (seeds < 1) throw new UsageException($"--seeds must be at least 1, is {seeds}.");
        var compared = ComparedGenotype.Read(parse.GetRequiredValue(_genotypes), parse.GetValue(_scores) ?? []);
        foreach (var one in compared)
            if (one.Found.Note is { } note) output.Note($"{one.Name}: {note}");
        var options = StudyOptions.Of([.. compared.Select(one => one.ToArchitecture())], Training(parse, compared),
            [.. Enumerable.Range(0, seeds)]);
        return Start(options, parse.GetValue(_out) is { } folder ? folder : RunPlace.NextFree("evaluations", "evaluation"));
    }

    /// <summary>Begins the study; problems with its trainings are told by the paths that they have in a training.</summary>
    private StudyRun Start(StudyOptions options, RunPlace place)
    {
        const string Member = "training.";
        try
        {
            return StudyRun.Start(options, place, host.Time);
        }
        catch (InvalidOptionsException e)
        {
            throw new InvalidOptionsException([.. e.Problems.Select(problem => !problem.Path.StartsWith(Member, StringComparison.Ordinal)
                ? problem : problem with { Path = problem.Path[Member.Length..] })]);
        }
    }

    /// <summary>How all of them are trained.</summary>
    private TrainingOptions Training(ParseResult parse, IReadOnlyList<ComparedGenotype> compared)
    {
        var spaces = compared.Select(one => one.Found.Genotype.Space).Distinct().ToArray();
        foreach (var space in spaces.Take(spaces.Length == 1 ? 1 : 0))
            if (SharedOptions.OtherDepth(parse, space.Skeletons[0]) is var (given, right))
                throw new UsageException($"{given} means nothing to these genotypes; the depth of their networks is {right}.");
        var recipes = spaces.Select(space => TrainingRecipes.Find(parse.GetRequiredValue(_recipe), space)).ToArray();
        if (recipes.FirstOrDefault(recipe => recipe.Name != recipes[0].Name) is { } other)
            throw new UsageException($"--recipe {parse.GetValue(_recipe)} is {recipes[0].Name} for genotypes of {spaces[0].Name} and "
                + $"{other.Name} for others, and all are to be trained alike; name one of them, or another recipe.");
        var cells = compared.FirstOrDefault(one => one.Found.Genotype.Space.Skeletons[0].Depth is not null) ?? compared[0];
        var data = ImagesOf(compared, SharedOptions.IsGiven(parse, SharedOptions.DataName));
        var first = Options(null);
        return Options(first.Data.Images ?? TrainRun.OpenImages(first).Train.Count);

        TrainingOptions Options(int? count)
        {
            var start = new TrainingOptions { Genotype = cells.Found.Genotype.ToString() };
            start = start with { Data = start.Data.On(data.Path, data.Reading) };
            return _settings.Apply(parse, recipes[0].Over(start, count ?? 1, cells.Found.Genotype.Space),
                TrainingOptionsJson.Default.TrainingOptions);
        }
    }

    /// <summary>The images of the runs among the genotypes, where others are not named.</summary>
    private static (string? Path, DatasetOptions Reading) ImagesOf(IReadOnlyList<ComparedGenotype> compared, bool areNamed)
    {
        var all = compared.Where(one => RunDirectory.Holds(one.Argument)).Select(one => RunImages.Of(one.Argument, areNamed)).Distinct()
            .ToArray();
        return all.Length <= 1 || areNamed ? all.FirstOrDefault((null, new DatasetOptions()))
            : throw new UsageException($"the runs named were not made on the same images; name those to train on with "
                + $"{SharedOptions.DataName}.");
    }
}
