using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using AerNas.Methods;
using AerNas.Spaces;
using Spectre.Console;

namespace AerNas.Cli;

/// <summary><c>aernas methods</c>: the catalogue of search methods.</summary>
internal static class MethodsCommand
{
    private const int PipeWidth = 120; // characters, where no terminal tells its own

    public static Command Create(CommandHost host)
    {
        var markdown = new Option<bool>("--markdown") { Description = "Print the table in Markdown, as the README has it." };
        var json = new Option<bool>("--json") { Description = "Print one array of objects, one a method, and no table." };
        var command = new DocumentedCommand(
            "methods",
            "List the search methods and what each is.",
            """
            The cost of a step is the arithmetic it needs relative to one of darts-v1, counted from the method's definition.
            The values are the published hyperparameters that are not darts-v1's, by the paths that aernas search --set takes;
            --json has all of them for darts-v1.

            Examples:
              aernas methods
              aernas methods --json
              aernas search --method gdas --space darts
            """)
        { markdown, json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(json)) new CommandOutput(host, json: true).Result(new JsonArray([.. MethodCatalog.All.Select(ToJson)]));
            else if (parse.GetValue(markdown)) host.Output.Write(Markdown());
            else Show(new CommandOutput(host, json: false));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(CommandOutput output)
    {
        var table = new Table().Border(TableBorder.Simple).Expand()
            .AddColumn(new TableColumn("method").NoWrap())
            .AddColumn("what differs from darts-v1, paper, published values that differ")
            .AddColumn(new TableColumn("spaces").NoWrap())
            .AddColumn(new TableColumn("step").NoWrap())
            .AddColumn(new TableColumn("judged by").NoWrap());
        foreach (var method in MethodCatalog.All)
        {
            var about = new[] { method.About.Difference, method.Reference, Values(method) }.Where(line => line.Length > 0);
            table.AddRow(
                Text(method.Name), Text(string.Join('\n', about)), Text(string.Join('\n', method.Spaces.Select(space => space.Name))),
                Text(Costs(method, "\n")), Text(Evidence(method)));
            table.AddEmptyRow();
        }

        if (!output.IsTerminal) output.Console.Profile.Width = PipeWidth;
        output.Console.Write(table);
    }

    private static Text Text(string plain) => new(plain);

    private static string Markdown()
    {
        string[] head =
        [
            "| method | paper | spaces | what differs from `darts-v1` | published values that differ | step | judged by |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ];
        var rows = MethodCatalog.All.Select(method =>
            $"| `{method.Name}` | {method.Reference} | {string.Join(", ", method.Spaces.Select(space => space.Name))} | {method.About.Difference} "
            + $"| {Values(method)} | {Costs(method, " / ")} | {Evidence(method)} |");
        return string.Concat(head.Concat(rows).Select(line => line + "\n"));
    }

    /// <summary>The published values that differ, once where they are the same on every space.</summary>
    private static string Values(SearchMethod method)
    {
        var bySpace = method.Spaces.Select(space => (space.Name, Text: string.Join(", ",
            PublishedValues.ThatDiffer(method, space).Select(value => $"{value.Key}={value.Value.Trim('"')}")))).ToList();
        return bySpace.Select(s => s.Text).Distinct().Count() == 1
            ? bySpace[0].Text
            : string.Join("; ", bySpace.Where(s => s.Text.Length > 0).Select(s => $"{s.Name}: {s.Text}"));
    }

    /// <summary>The cost of a step on each space, once where it is the same.</summary>
    private static string Costs(SearchMethod method, string separator) => string.Join(separator, method.Spaces
        .Select(space => method.About.StepCost(space).ToString("0.##", CultureInfo.InvariantCulture)).Distinct());

    private static string Evidence(SearchMethod method) => method.About.JudgedBy == MethodEvidence.GoldenCases ? "golden cases" : "formula tests";

    private static JsonObject ToJson(SearchMethod method) => new()
    {
        ["name"] = method.Name,
        ["paper"] = method.Reference,
        ["spaces"] = new JsonArray([.. method.Spaces.Select(space => JsonValue.Create(space.Name))]),
        ["difference"] = method.About.Difference,
        ["hyperparameters"] = BySpace(method, space => new JsonObject(
            (method == DartsV1.Method ? PublishedValues.Of(method, space) : PublishedValues.ThatDiffer(method, space))
                .Select(value => KeyValuePair.Create(value.Key, JsonNode.Parse(value.Value))))),
        ["stepCost"] = BySpace(method, space => method.About.StepCost(space)),
        ["judgedBy"] = Evidence(method),
    };

    private static JsonObject BySpace(SearchMethod method, Func<SearchSpace, JsonNode?> value) =>
        new(method.Spaces.Select(space => KeyValuePair.Create(space.Name, value(space))));
}
