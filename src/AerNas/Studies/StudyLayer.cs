using AerNas.Json;

namespace AerNas.Studies;

/// <summary>A member of a study's file that holds options of its searches or trainings.</summary>
internal sealed record StudyLayer(string Path, JsonObject Options)
{
    /// <summary>The method that it is for, whose own options stand in it without the method's name; null: it is for all methods.</summary>
    public SearchMethod? Of { get; init; }

    public bool Says(string option)
    {
        JsonNode? node = Options;
        foreach (var part in option.Split('.')) node = (node as JsonObject)?[part];
        return node is not null;
    }

    public void Refuse(OptionRules rules, IEnumerable<(string Option, string Instead)> elsewhere)
    {
        foreach (var (option, instead) in elsewhere)
            rules.Require(!Says(option), $"{Path}.{option}", $"a study says it by {instead}; leave it out here.");
    }

    /// <summary>Lays it over defaults.</summary>
    /// <returns>The options; null where there were problems.</returns>
    public T? Over<T>(OptionsOverlay<T> overlay, ICollection<OptionProblem> problems)
        where T : class
    {
        try
        {
            overlay.Apply(OfASearch().ToJsonString(), Path);
            return overlay.Build();
        }
        catch (InvalidOptionsException e)
        {
            foreach (var problem in e.Problems) problems.Add(problem with { Path = $"{Path}.{InLayer(problem.Path)}" });
            return null;
        }
    }

    /// <summary>The options as a search has them, the method's own under its name; they may stand so in the file too.</summary>
    private JsonObject OfASearch()
    {
        if (Of?.OwnOptions is not { } type) return Options;
        var json = SearchOptionsJson.Of(Of);
        var own = json.Options.GetTypeInfo(type).Properties.Select(option => option.Name)
            .Except(json.Properties.Select(option => option.Name));
        var options = Options.DeepClone().AsObject();
        foreach (var name in own)
        {
            if (!options.Remove(name, out var value)) continue;
            if (options[Of.Name] is not JsonObject named) options[Of.Name] = named = [];
            named[name] = value;
        }

        return options;
    }

    private string InLayer(string path) =>
        Of is not null && !Options.ContainsKey(Of.Name) && path.StartsWith($"{Of.Name}.", StringComparison.Ordinal)
            ? path[(Of.Name.Length + 1)..]
            : path;
}
