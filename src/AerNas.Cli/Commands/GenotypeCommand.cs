using AerNas.Costs;
using AerNas.Genotypes.Drawing;
using AerNas.Spaces;
using AerNas.Zoo;

namespace AerNas.Cli;

/// <summary><c>aernas genotype</c>: shows, converts, simplifies, costs and draws an architecture.</summary>
internal sealed class GenotypeCommand
{
    private const string Details = """
        Texts are read as the official codes write and print them: quark0/darts, AutoDL-Projects, FairDARTS, NAS-Bench-201,
        NASLib's numbers such as (4, 0, 3, 1, 4, 3). They may stand in a log or a Python file; of several the last one is
        meant, or the one that --nth names. Of a model the costs are those of that very network.

        Examples:
          aernas genotype runs/search-001
          aernas genotype runs/train-001/model
          aernas genotype log.txt --nth 25
          aernas genotype runs/search-001 --simplify
          aernas genotype DARTS_V2 --skeleton imagenet
          aernas genotype '|nor_conv_3x3~0|+|nor_conv_3x3~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'
          aernas genotype runs/search-001 --svg cell.svg --dot cell.dot
          aernas genotype cell.txt --to json > cell.json
        """;

    private readonly CommandHost _host;
    private readonly Argument<string> _genotype = new("genotype")
    {
        Description = "The text itself, a file that holds it, the folder of a run or model, or a name of the zoo.",
        HelpName = "TEXT|FILE|FOLDER|NAME",
    };

    private readonly Option<int?> _nth =
        NumberOption.Create("--nth", "Which genotype of a text that holds several, counted from 1; by default the last.");
    private readonly Option<bool> _simplify = new("--simplify") { Description = "Leave out the operations that reach nothing." };
    private readonly Option<string?> _to = ChoiceOption.Create("--to", "Print nothing but the architecture in this notation.",
        ["official", "nested", "nasbench201", "json"]);

    private readonly SkeletonFlags _skeleton = new();
    private readonly TargetOption _svg = new("Draw the cells into this file.", "--svg");
    private readonly TargetOption _dot = new("Write the cells as a Graphviz graph into this file.", "--dot");
    private readonly Option<bool> _json = SharedOptions.Json();

    private GenotypeCommand(CommandHost host)
    {
        _host = host;
        _genotype.CompletionSources.Add([.. GenotypeZoo.Names]);
    }

    public static Command Create(CommandHost host)
    {
        var genotype = new GenotypeCommand(host);
        var command = new DocumentedCommand("genotype", "Show, convert, simplify, cost and draw an architecture.",
            Details) { genotype._genotype };
        Option[] options =
        [
            genotype._nth, genotype._simplify, genotype._to, .. genotype._skeleton.All, genotype._svg, genotype._dot, genotype._json,
        ];
        foreach (var option in options) command.Add(option);
        command.SetAction(genotype.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(_host, parse.GetValue(_json));
        var asked = parse.GetRequiredValue(_genotype);
        var found = GenotypeArgument.Find(asked, parse.GetValue(_nth));
        var genotype = parse.GetValue(_simplify) ? Simplified(found.Genotype) : found.Genotype;
        if (parse.GetValue(_svg) is { } svg) AtomicFile.WriteText(svg, GenotypeDrawing.Svg(genotype));
        if (parse.GetValue(_dot) is { } dot) AtomicFile.WriteText(dot, GenotypeDrawing.Dot(genotype));
        if (parse.GetValue(_to) is { } notation)
        {
            output.Lines(Write(genotype, notation));
            output.Result(new JsonObject { ["genotype"] = Write(genotype, notation) });
            return ExitCode.Done;
        }

        var skeleton = _skeleton.Of(parse, found.Network ?? Skeleton.Of(genotype.Space));
        var cost = GenotypeCost.Of(genotype, skeleton);
        GenotypeText.Show(genotype, output);
        GenotypeText.Show(skeleton, cost, output);
        foreach (var file in new[] { parse.GetValue(_svg), parse.GetValue(_dot) }.OfType<string>()) output.Line($"Drawn into {file}.");
        var unreached = UnreachedParts.Of(genotype);
        foreach (var note in Notes(found, unreached, asked)) output.Note(note);
        output.Result(new JsonObject
        {
            ["genotype"] = genotype.ToString(),
            ["space"] = genotype.Space.Name,
            ["skeleton"] = $"{skeleton.Form}",
            ["parameters"] = cost.Parameters,
            ["multiplyAdds"] = cost.MultiplyAdds,
            ["unreachedOperations"] = unreached.Count,
            ["notes"] = output.NotesToJson(),
        });
        return ExitCode.Done;
    }

    private IEnumerable<string> Notes(FoundGenotype found, UnreachedParts unreached, string asked)
    {
        if (found.Note is { } which) yield return $"This is {which}";
        if (UnreachedNote.Of(unreached, _host.Program, asked) is { } note) yield return note;
    }

    /// <exception cref="UsageException">Nothing would be left.</exception>
    private static Genotype Simplified(Genotype genotype)
    {
        var unreached = UnreachedParts.Of(genotype);
        return unreached.Without()
            ?? throw new UsageException($"{unreached.Sentence()} There is nothing to keep of it; leave out --simplify.");
    }

    private static string Write(Genotype genotype, string notation) => notation switch
    {
        "json" => GenotypeNotation.Json(genotype),
        "nested" => GenotypeNotation.OfficialNested(genotype),
        "nasbench201" when genotype.Space.Notation != GenotypeForm.NasBench201 =>
            throw new UsageException($"the NAS-Bench-201 notation has no form for a genotype of {genotype.Space.Name}; use --to "
                + "official, nested or json."),
        _ => GenotypeNotation.Official(genotype),
    };
}
