using AerNas.Extensions;
using AerNas.Methods;
using AerNas.Spaces;
using Spectre.Console;

namespace AerNas.Cli;

/// <summary><c>aernas methods</c>: the catalogue of search methods.</summary>
internal static class MethodsCommand
{
    private const int NarrowestTable = 104; // characters; in a narrower one the names of options are broken
    private const string Indent = "    ";

    public static Command Create(CommandHost host)
    {
        var markdown = new Option<bool>("--markdown") { Description = "Print the table in Markdown, as docs/methods.md has it." };
        var json = new Option<bool>("--json") { Description = "Print one array of objects, one a method, and no table." };
        var command = new DocumentedCommand(
            "methods",
            "List the search methods and what each is.",
            """
            The cost of a step is the arithmetic it needs relative to one of darts-v1, counted from the method's definition.
            The values are the published hyperparameters that are not darts-v1's, by the paths that aernas search --set takes;
            --json has all of them for darts-v1. A preset is another setting that a method was published with. Search-free
            methods have no supernet and so no step; they need a table (aernas tabular import), and their values are those
            that random-search does not have.

            Examples:
              aernas methods
              aernas methods --json
              aernas search --method gdas --space darts
            """)
        { markdown, json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(json))
                new CommandOutput(host, json: true)
                    .Result(new JsonArray([.. MethodCatalog.All.Select(ToJson), .. MethodCatalog.SearchFree.Select(ToJson)]));
            else if (parse.GetValue(markdown)) host.Output.Write(Markdown());
            else Show(new CommandOutput(host, json: false), Fitted.PipeWidth);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Prints the methods in the width of the terminal, as a table where there is room for one.</summary>
    internal static void Show(CommandOutput output, int elsewhere)
    {
        var width = output.IsTerminal ? output.Console.Profile.Width : elsewhere;
        if (width < NarrowestTable) ShowList(output, width - 1);
        else ShowTable(output, width);
        foreach (var extension in ExtensionScope.Current) output.Sentence($"{extension}");
    }

    /// <summary>A method's name and numbers on one line, and under it what is told of it: five columns need more room.</summary>
    private static void ShowList(CommandOutput output, int width)
    {
        foreach (var method in MethodRow.All)
        {
            string[] head = [method.Name, $"on {string.Join(", ", method.Spaces)}", $"step {string.Join(" / ", method.Costs)}",
                $"judged by {method.Evidence}"];
            foreach (var line in Fitted.Lines(head, width)) output.Line(line);
            foreach (var line in About(method).SelectMany(text => Fitted.Broken(text, width - Indent.Length))) output.Line(Indent + line);
            output.Line();
        }
    }

    private static IEnumerable<string> About(MethodRow method) =>
        new[] { method.Difference, method.Reference, method.Values, method.Presets, method.Extension is { } file
            ? $"brought by {file}"
            : "" }.Where(line => line.Length > 0);

    private static void ShowTable(CommandOutput output, int width)
    {
        var table = new Table().Border(TableBorder.Simple).Expand()
            .AddColumn(new TableColumn("method").NoWrap())
            .AddColumn($"what differs from {MethodCatalog.Yardstick.Name}, paper, published values that differ")
            .AddColumn(new TableColumn("spaces").NoWrap())
            .AddColumn(new TableColumn("step").NoWrap())
            .AddColumn(new TableColumn("judged by").NoWrap());
        foreach (var method in MethodRow.All)
        {
            table.AddRow(
                Text(method.Name), Text(string.Join('\n', About(method))), Text(string.Join('\n', method.Spaces)),
                Text(string.Join('\n', method.Costs)), Text(method.Evidence));
            table.AddEmptyRow();
        }

        output.Console.Profile.Width = width;
        output.Console.Write(table);
    }

    private static Spectre.Console.Text Text(string plain) => new(plain);

    private static string Markdown()
    {
        string[] head =
        [
            $"| method | paper | spaces | what differs from `{MethodCatalog.Yardstick.Name}` | published values that "
                + "differ | step | judged by |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ];
        var rows = MethodRow.All.Select(method =>
            $"| `{method.Name}` | {method.Reference} | {string.Join(", ", method.Spaces)} | {method.Difference} "
            + $"| {string.Join("; ", new[] { method.Values, method.Presets }.Where(text => text.Length > 0))} | "
            + $"{string.Join(" / ", method.Costs)} | {method.Evidence} |");
        return string.Concat(head.Concat(rows).Select(line => line + "\n"));
    }

    private static JsonObject ToJson(SearchMethod method) => new()
    {
        ["name"] = method.Name,
        ["paper"] = method.Reference,
        ["spaces"] = new JsonArray([.. method.Spaces.Select(space => JsonValue.Create(space.Name))]),
        ["difference"] = method.About.Difference,
        ["hyperparameters"] = BySpace(method.Spaces, space => new JsonObject(
            (method == MethodCatalog.Yardstick ? PublishedValues.Of(method, space) : PublishedValues.ThatDiffer(method, space))
                .Select(value => KeyValuePair.Create(value.Key, JsonNode.Parse(value.Value))))),
        ["presets"] =
            new JsonArray([.. method.Presets.Select(preset => new JsonObject { ["name"] = preset.Name, ["about"] = preset.About })]),
        ["stepCost"] = BySpace(method.Spaces, space => method.About.StepCost(space)),
        ["judgedBy"] = MethodRow.Of(method).Evidence,
        ["extension"] = MethodRow.Of(method).Extension,
    };

    /// <summary>Without a supernet there is no step to cost.</summary>
    private static JsonObject ToJson(SamplingMethod method) => new()
    {
        ["name"] = method.Name,
        ["paper"] = method.Reference,
        ["spaces"] = new JsonArray([.. method.Spaces.Select(space => JsonValue.Create(space.Name))]),
        ["difference"] = method.Difference,
        ["hyperparameters"] = BySpace(method.Spaces, _ => new JsonObject(
            PublishedValues.Of(method).Select(value => KeyValuePair.Create(value.Key, JsonNode.Parse(value.Value))))),
        ["stepCost"] = BySpace(method.Spaces, _ => null),
        ["judgedBy"] = MethodRow.Of(method).Evidence,
        ["extension"] = MethodRow.Of(method).Extension,
    };

    private static JsonObject BySpace(IEnumerable<SearchSpace> spaces, Func<SearchSpace, JsonNode?> value) =>
        new(spaces.Select(space => KeyValuePair.Create(space.Name, value(space))));
}
