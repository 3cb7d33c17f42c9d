using AerNas.Json;
using AerNas.Spaces;

namespace AerNas.Cli.Settings;

/// <summary><c>--space NAME|FILE</c>.</summary>
internal static class SpaceSetting
{
    public static Setting Create() => Setting.Of(new Option<string>("--space")
    {
        Description = $"The search space: {string.Join(", ", SearchSpace.All.Select(space => space.Name))}, or a JSON file that "
            + "defines one (docs/spaces.md).",
        HelpName = "NAME|FILE",
    }, asked => [("space", Read(asked))]);

    /// <summary>The space that is asked for, as options have it.</summary>
    /// <exception cref="InvalidOptionsException">It is no name, no file, or no space can be made of the file.</exception>
    private static JsonNode Read(string asked)
    {
        var space = Find(asked);
        return space.IsListed ? space.Name : JsonNode.Parse(space.ToJson())!;
    }

    /// <summary>The space of a name or file.</summary>
    /// <exception cref="InvalidOptionsException">It is no name, no file, or no space can be made of the file.</exception>
    public static SearchSpace Find(string asked)
    {
        if (SearchSpace.TryFind(asked, out var listed)) return listed;
        if (!File.Exists(asked))
            throw new InvalidOptionsException("space",
                $"'{asked}' is no search space and no file; there are {string.Join(", ", SearchSpace.All.Select(space => space.Name))}.");
        try
        {
            return SearchSpace.FromJson(JsonText.ReadFile(asked));
        }
        catch (Exception e) when (e is InvalidOptionsException or JsonFormatException)
        {
            var problems = (e as InvalidOptionsException)?.Problems ?? ((JsonFormatException)e).Problems;
            throw new InvalidOptionsException([.. problems.Select(problem => problem.In(asked))]);
        }
    }
}
