using AerNas.Extensions;
using AerNas.Networks;
using AerNas.Spaces;

namespace AerNas.Cli;

/// <summary><c>aernas spaces</c>: the search spaces that have a name.</summary>
internal static class SpacesCommand
{
    private const string Indent = "    ";

    public static Command Create(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "Print one array of objects, one a space, and no text." };
        var command = new DocumentedCommand(
            "spaces",
            "List the search spaces and what each holds.",
            """
            A search takes one of them by its name, or one that a JSON file defines, by the path of the file. The engine is what
            evaluates its supernets: the fused CPU engine where it has all their layers, else Torch.

            Examples:
              aernas spaces
              aernas spaces --extension mine.dll
              aernas search --space darts
            """)
        { json };
        command.SetAction(parse =>
        {
            var isJson = parse.GetValue(json);
            var output = new CommandOutput(host, isJson);
            if (isJson) output.Result(new JsonArray([.. SearchSpace.All.Select(ToJson)]));
            else foreach (var space in SearchSpace.All) Show(space, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(SearchSpace space, CommandOutput output)
    {
        var obstacle = Supernet.FusedObstacle(space);
        string[] head =
        [
            space.Name, $"{Counted.Of(space.CellKinds.Length, "kind")} of cell with {Counted.Of(space.Edges.Length, "edge")}",
            Counted.Of(space.Operations.Length, "operation"), $"engine {(obstacle is null ? "fused" : "torch")}",
        ];
        string?[] about =
        [
            space.Definition.About, string.Join(", ", space.Operations),
            obstacle is null ? null : $"the fused engine cannot run it: {obstacle}",
            ExtensionScope.BringerOfSpace(space.Name) is { } extension ? $"brought by {extension.Identity.File}" : null,
        ];
        foreach (var line in Fitted.Lines(head, output.Room)) output.Line(line);
        foreach (var line in about.OfType<string>().SelectMany(text => Fitted.Broken(text, output.Room - Indent.Length)))
            output.Line(Indent + line);
        output.Line();
    }

    private static JsonObject ToJson(SearchSpace space) => new()
    {
        ["name"] = space.Name,
        ["about"] = space.Definition.About,
        ["cells"] = new JsonArray([.. space.CellKinds.Select(kind => JsonValue.Create(kind.Name))]),
        ["edges"] = space.Edges.Length,
        ["operations"] = new JsonArray([.. space.Operations.Select(operation => JsonValue.Create(operation.Name))]),
        ["networks"] = new JsonArray([.. space.Skeletons.Select(skeleton => JsonValue.Create(skeleton.Definition.Name))]),
        ["engine"] = Supernet.FusedObstacle(space) is null ? "fused" : "torch",
        ["extension"] = ExtensionScope.BringerOfSpace(space.Name)?.Identity.File,
    };
}
