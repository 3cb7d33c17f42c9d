using System.CommandLine;
using System.Text.Json.Nodes;
using AerNas.Cli.Display;
using AerNas.Cli.Settings;
using AerNas.Genotypes;
using AerNas.Genotypes.Costs;
using AerNas.Genotypes.Drawing;
using AerNas.Runs;

namespace AerNas.Cli;

/// <summary><c>aernas genotype</c>: shows, converts, costs and draws an architecture.</summary>
internal sealed class GenotypeCommand
{
    private const string Details = """
        Examples:
          aernas genotype runs/search-001
          aernas genotype DARTS_V2 --skeleton imagenet
          aernas genotype '|nor_conv_3x3~0|+|nor_conv_3x3~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'
          aernas genotype runs/search-001 --svg cell.svg --dot cell.dot
          aernas genotype cell.txt --to json > cell.json
        """;

    private readonly CommandHost _host;
    private readonly Argument<string> _genotype = new("genotype")
    {
        Description = "The text itself, a file that holds it, the folder of a run or model, or a published name.",
        HelpName = "TEXT|FILE|FOLDER|NAME",
    };

    private readonly Option<string?> _to = new("--to") { Description = "Print nothing but the architecture in this notation." };
    private readonly Option<string?> _skeleton = new("--skeleton") { Description = "What the cells are stacked into; by default nasbench201 or cifar." };
    private readonly Option<int?> _channels = NumberOption.Create("--channels", "Channels of the first cells.");
    private readonly Option<int?> _layers = NumberOption.Create("--layers", "Cells in all (cifar, imagenet).");
    private readonly Option<int?> _cells = NumberOption.Create("--cells", "Cells in each of the three stages (nasbench201).");
    private readonly Option<int?> _classes = NumberOption.Create("--classes", "Classes of the images.");
    private readonly Option<int?> _size = NumberOption.Create("--size", "Height and width of the images, in pixels.");
    private readonly Option<string?> _svg = new("--svg") { Description = "Draw the cells into this file.", HelpName = "FILE" };
    private readonly Option<string?> _dot = new("--dot") { Description = "Write the cells as a Graphviz graph into this file.", HelpName = "FILE" };
    private readonly Option<bool> _json = SharedOptions.Json();

    private GenotypeCommand(CommandHost host)
    {
        _host = host;
        _to.AcceptOnlyFromAmong("official", "nested", "nasbench201", "json");
        _skeleton.AcceptOnlyFromAmong("cifar", "imagenet", "nasbench201");
        _genotype.CompletionSources.Add([.. PublishedGenotypes.Names]);
    }

    public static Command Create(CommandHost host)
    {
        var genotype = new GenotypeCommand(host);
        var command = new DocumentedCommand("genotype", "Show, convert, cost and draw an architecture.", Details) { genotype._genotype };
        Option[] options =
        [
            genotype._to, genotype._skeleton, genotype._channels, genotype._layers, genotype._cells, genotype._classes, genotype._size,
            genotype._svg, genotype._dot, genotype._json,
        ];
        foreach (var option in options) command.Add(option);
        command.SetAction(genotype.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(_host, parse.GetValue(_json));
        var genotype = GenotypeArgument.Resolve(parse.GetRequiredValue(_genotype));
        if (parse.GetValue(_svg) is { } svg) AtomicFile.WriteText(svg, GenotypeDrawing.Svg(genotype));
        if (parse.GetValue(_dot) is { } dot) AtomicFile.WriteText(dot, GenotypeDrawing.Dot(genotype));
        if (parse.GetValue(_to) is { } notation)
        {
            output.Lines(Write(genotype, notation));
            output.Result(new JsonObject { ["genotype"] = Write(genotype, notation) });
            return ExitCode.Done;
        }

        var skeleton = Skeleton(parse, genotype.Family);
        Show(genotype, skeleton, GenotypeCost.Of(genotype, skeleton), output);
        foreach (var file in new[] { parse.GetValue(_svg), parse.GetValue(_dot) }.OfType<string>()) output.Line($"Drawn into {file}.");
        return ExitCode.Done;
    }

    private static string Write(Genotype genotype, string notation) => notation switch
    {
        "json" => GenotypeNotation.Json(genotype),
        "nested" => GenotypeNotation.OfficialNested(genotype),
        "nasbench201" when genotype.Family != GenotypeFamily.NasBench201 =>
            throw new UsageException("the NAS-Bench-201 notation has no form for a genotype of the DARTS family; use --to official, nested or json."),
        _ => GenotypeNotation.Official(genotype),
    };

    private Skeleton Skeleton(ParseResult parse, GenotypeFamily family)
    {
        var published = parse.GetValue(_skeleton) switch
        {
            "cifar" => Genotypes.Skeleton.Cifar,
            "imagenet" => Genotypes.Skeleton.ImageNet,
            "nasbench201" => Genotypes.Skeleton.NasBench201,
            _ => family == GenotypeFamily.NasBench201 ? Genotypes.Skeleton.NasBench201 : Genotypes.Skeleton.Cifar,
        };
        if (published.Family != family)
            throw new UsageException($"--skeleton {parse.GetValue(_skeleton)} stacks genotypes of the {published.Family} family; this one is of the {family} family.");
        return published with
        {
            Channels = parse.GetValue(_channels) ?? published.Channels,
            Layers = parse.GetValue(_layers) ?? published.Layers,
            Cells = parse.GetValue(_cells) ?? published.Cells,
            Classes = parse.GetValue(_classes) ?? published.Classes,
            ImageSize = parse.GetValue(_size) ?? published.ImageSize,
        };
    }

    private static void Show(Genotype genotype, Skeleton skeleton, GenotypeCost cost, CommandOutput output)
    {
        output.Line(genotype.ToString());
        foreach (var kind in genotype.CellKinds)
        {
            output.Line();
            output.Line($"{kind} cell");
            foreach (var edges in genotype[kind].Edges.GroupBy(e => e.Edge.To))
                output.Row($"node {edges.Key}", string.Join(" + ", edges.Select(e => $"{e.Operation}({e.Edge.From})")));
            output.Row("output", string.Join(", ", genotype[kind].Output));
        }

        var depth = skeleton.Form == SkeletonForm.NasBench201 ? $"3 stages of {skeleton.Cells} cells" : $"{skeleton.Layers} cells";
        output.Line();
        output.Line($"{skeleton.Form} network: {depth}, {skeleton.Channels} channels, {skeleton.Classes} classes, {skeleton.ImageSize} x {skeleton.ImageSize} pixels");
        output.Row("parameters", $"{cost.Parameters:N0} ({Text.Count(cost.Parameters)})");
        output.Row("multiply-adds", $"{cost.MultiplyAdds:N0} ({Text.Count(cost.MultiplyAdds)})");
        output.Result(new JsonObject
        {
            ["genotype"] = genotype.ToString(),
            ["family"] = $"{genotype.Family}",
            ["skeleton"] = $"{skeleton.Form}",
            ["parameters"] = cost.Parameters,
            ["multiplyAdds"] = cost.MultiplyAdds,
        });
    }
}
