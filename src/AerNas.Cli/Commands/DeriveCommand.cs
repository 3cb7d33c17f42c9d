using AerNas.Methods;
using AerNas.Searching;
using AerNas.Searching.Deriving;
using AerNas.Spaces;

namespace AerNas.Cli;

/// <summary><c>aernas derive</c>: derives an architecture again from the alphas that a search recorded.</summary>
internal sealed class DeriveCommand(CommandHost host)
{
    private const string Details = """
        Every epoch of a search is recorded with its alphas, so another epoch, another rule or fewer skip connections need
        no new search. The run itself is left as it is. The rules:
          method        that of the search
          darts         the two strongest edges of every node, each with its strongest operation (darts)
          largest-alpha the two edges of every node with the largest alpha, whatever its share of the edge (darts)
          all-edges     every edge with its strongest operation, none included (darts)
          argmax        every edge with its strongest operation, none included (nasbench201)
          without-none  the same without none (nasbench201)
          threshold     what sigmoid(alpha) puts at a threshold or above it (both)

        Examples:
          aernas derive runs/search-001
          aernas derive runs/search-001 --epoch 5 --max-skips 1
          aernas derive runs/search-001 --rule threshold --threshold 0.6 --json
          aernas derive runs/search-001 --max-skips 2 --out cell.txt
        """;

    private readonly Argument<string?> _run = SharedOptions.Run("The folder of the search.");
    private readonly Option<string?> _oldRun = OldForm.Run();
    private readonly Option<int?> _epoch = NumberOption.Create("--epoch",
        "Which epoch's alphas, from 1; by default those that the search took its result from, or the last there are.");

    private readonly Option<int?> _maxSkips = NumberOption.Create("--max-skips",
        "The most skip connections the normal cell may have; the weakest go first, and their edges or nodes choose again.");

    private readonly Option<double?> _threshold =
        new("--threshold") { Description = "With --rule threshold: a number between 0 and 1.", HelpName = "X" };
    private readonly TargetOption _out = new("Also write the architecture, as text, into this file.", "--out", "-o");
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _rule = ChoiceOption.Create("--rule",
        "How the architecture is read off alpha; the rules are listed below.", [.. Derivation.Rules], Derivation.MethodsOwn);

    public static Command Create(CommandHost host)
    {
        var derive = new DeriveCommand(host);
        var command = new DocumentedCommand("derive", "Derive an architecture again from the alphas of a search, with no new search.",
            Details) { derive._run };
        foreach (var option in new Option[] { derive._epoch, derive._maxSkips, derive._rule, derive._threshold, derive._out,
            derive._json, derive._oldRun })
            command.Add(option);
        command.SetAction(derive.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var path = OldForm.RequireRun(parse.GetValue(_run), parse.GetValue(_oldRun), "derive");
        var asked = new DerivationOptions
        {
            Epoch = parse.GetValue(_epoch) - 1,
            Rule = parse.GetRequiredValue(_rule),
            MaxSkips = parse.GetValue(_maxSkips),
            Threshold = parse.GetValue(_threshold),
        };
        var (genotype, epoch) = Derivation.Of(path, asked);
        if (parse.GetValue(_out) is { } file) AtomicFile.WriteText(file, $"{genotype}\n");
        var output = new CommandOutput(host, parse.GetValue(_json));
        Show(path, epoch, asked, genotype, output);
        SuggestTraining(genotype, SearchRun.OptionsOf(path).Data, parse.GetValue(_out), output);
        var json = ToJson(path, epoch, asked, genotype);
        json["notes"] = output.NotesToJson();
        output.Result(json);
        return ExitCode.Done;
    }

    private static void Show(string path, int epoch, DerivationOptions asked, Genotype genotype, CommandOutput output)
    {
        output.Line($"Derived from epoch {epoch + 1} of {path} by "
            + $"{(asked.Rule == Derivation.MethodsOwn ? "the rule of its method" : $"the rule {asked.Rule}")}:");
        output.Line($"  {GenotypeNotation.Brief(genotype)}");
        output.Row("skip connections", $"{Skips(genotype)} of {genotype.EdgesKeepingSize.Count()} edges of {genotype.CellsKeepingSize}");
        output.Line();
    }

    /// <summary>The command that trains it on the images of the search.</summary>
    private void SuggestTraining(Genotype genotype, SearchDataOptions images, string? file, CommandOutput output)
    {
        var data = images.Path is { } path ? $" --data {ProgramName.Quote(path)}" : "";
        if (images.ImageSize is { } size) data += $" --size {size}";
        if (images.Framing != Framing.Crop) data += $" --framing {images.Framing.ToString().ToLowerInvariant()}";
        if (images.SkipBroken) data += " --skip-broken";
        if (UnreachedNote.Of(UnreachedParts.Of(genotype), host.Program, Named(genotype, file)) is { } unreached) output.Note(unreached);
        output.Line("Train it from scratch:");
        output.Line($"  {host.Program} train --genotype {ProgramName.Quote(Named(genotype, file))}{data}");
        if (genotype.Space.Notation == GenotypeForm.Json && file is null) output.Note("Keep the architecture in a file first: --out FILE.");
    }

    /// <summary>As the command line takes it: its official notation, or the file that it is kept in.</summary>
    private static string Named(Genotype genotype, string? file) =>
        genotype.Space.Notation == GenotypeForm.Json ? file ?? "FILE" : genotype.ToString();

    private static JsonObject ToJson(string path, int epoch, DerivationOptions asked, Genotype genotype) => new()
    {
        ["run"] = path,
        ["epoch"] = epoch + 1,
        ["rule"] = asked.Rule,
        ["maxSkips"] = asked.MaxSkips,
        ["genotype"] = genotype.ToString(),
        ["skipConnects"] = Skips(genotype),
        ["unreachedOperations"] = UnreachedParts.Of(genotype).Count,
    };

    private static int Skips(Genotype genotype) => genotype.EdgesKeepingSize.Count(edge => edge.Operation.Family == OperationFamily.Skip);
}
