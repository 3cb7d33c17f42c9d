using AerNas.Studies;

namespace AerNas.Cli.Studies;

/// <summary><c>aernas study</c>: methods with and without regularizer, over seeds.</summary>
internal sealed class StudyCommand(CommandHost host)
{
    private const string Details = """
        The file is a JSON object; every member may be left out but methods:

          {
            "space": "nasbench201",
            "scale": "small",
            "methods": ["darts-v1", "gdas"],
            "entropy": ["off", "-0.2:0.2"],
            "methodEntropy": { "gdas": ["off"] },
            "seeds": [0, 1, 2, 3, 4],
            "tabular": "nasbench201.tabular",
            "options": { "data": { "path": "pictures", "imageSize": 16 }, "search": { "epochs": 20 } },
            "methodOptions": { "gdas": { "search": { "epochs": 40 }, "temperature": { "last": 0.2 } } },
            "training": { "training": { "epochs": 10 } },
            "architectures": [{ "name": "mine", "genotype": "|nor_conv_3x3~0|+|..." }]
          }

        Each method runs with each regularizer, or with those of its own that methodEntropy names, and each seed, as aernas
        search would, in a run directory of its own under STUDY/runs. With training, the network of each found architecture is
        then trained, as aernas train would, under STUDY/trainings: by the recipe of the scale with these options laid over it
        ({} changes nothing), on the images of the searches unless its data.path names others. Without a table, random
        architectures are trained beside them, and so are those that architectures names (aernas evaluate is for these alone).

        A run has as many threads as options.runtime.threads says (1 where it says nothing), and as many runs go on side by
        side as --threads has room for; what they find does not depend on that. Ctrl-C stops the study; --resume goes on with
        it and repeats no search or training that has ended.

        Examples:
          aernas study table.json --out studies/table
          aernas study table.json --data cifar-10-python.tar.gz --tabular nasbench201.tabular --threads 2
          aernas study --resume studies/table
        """;

    private readonly Argument<string?> _file =
        new("file") { Description = "The study's file.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _data =
        new("--data") { Description = "The images, in place of those that the file's options name.", HelpName = "PATH" };
    private readonly Option<string?> _table =
        new("--tabular") { Description = "The table, in place of the one that the file names.", HelpName = "TABLE" };
    private readonly StudyThreads _threads = new();
    private readonly Option<string?> _out = SharedOptions.Out("the next free studies/study-NNN");
    private readonly Option<string?> _resume =
        new("--resume") { Description = "Go on with this study; or, where it is done, tell again what came of it.", HelpName = "STUDY" };
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandHost host)
    {
        var study = new StudyCommand(host);
        var command = new DocumentedCommand("study", "Run methods with and without the regularizer over several seeds, and compare.",
            Details) { study._file };
        foreach (var option in new Option[] { study._data, study._table, study._threads.Option, study._out, study._resume, study._json })
            command.Add(option);
        command.SetAction(study.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var threads = _threads.Read(parse);
        var output = new CommandOutput(host, parse.GetValue(_json));
        return StudyOutput.Follow(Open(parse), threads, StudyWords.Study, host, output);
    }

    private StudyRun Open(ParseResult parse)
    {
        if (parse.GetValue(_resume) is { } path)
        {
            RunOutcome.RequireNoneWithResume(SharedOptions.Given(parse, [_file, _data, _table, _out]));
            return StudyRun.Resume(path, host.Time);
        }

        if (parse.GetValue(_file) is not { } file)
            throw new UsageException("name the study's file, or a study to go on with by --resume. See aernas study --help.");
        if (!File.Exists(file)) throw new UsageException($"there is no file {file}.");
        var options = StudyOptions.ReadFile(file);
        if (parse.GetValue(_table) is { } table) options = options with { Tabular = table };
        if (parse.GetValue(_data) is { } data) options = options.WithImages(data);
        return StudyRun.Start(options, parse.GetValue(_out) is { } folder ? folder : RunPlace.NextFree("studies", "study"), host.Time);
    }
}
