using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AerNas.Json;

/// <summary>Options built in layers: defaults, then a configuration file, then single settings. A key that the defaults do not have is
/// refused, so a misspelt option is never silently ignored.</summary>
/// <typeparam name="T">The options record.</typeparam>
public sealed class OptionsOverlay<T>(T defaults, JsonTypeInfo<T> type)
    where T : class
{
    private const int DeepestPath = 16;

    private readonly JsonTypeInfo<T> _type = type;
    private readonly JsonObject _tree = JsonSerializer.SerializeToNode(defaults, type)!.AsObject();

    /// <summary>Whether what does not exist is passed over: for a first look at options that decide which others there are.</summary>
    /// <value>false.</value>
    public bool PassesOverUnknown { get; init; }

    /// <summary>What to say of a path that does not exist, where something is known of it.</summary>
    /// <value>null for each: which options there are instead is said.</value>
    public Func<string, string?> Explain { get; init; } = _ => null;

    /// <summary>Lays a JSON configuration over what is there.</summary>
    /// <param name="json">A JSON object; it need not be complete.</param>
    /// <param name="source">What the text is called in messages.</param>
    /// <exception cref="InvalidOptionsException">It is no JSON object, or has unknown keys, or one twice.</exception>
    public void Apply(string json, string source)
    {
        try
        {
            Apply(JsonText.ParseObject(json));
        }
        catch (JsonFormatException e)
        {
            throw new InvalidOptionsException(
                [.. e.Problems.Select(problem => problem.Path.Length > 0 ? problem : problem with { Path = source })]);
        }
    }

    /// <summary>Lays options over what is there.</summary>
    /// <param name="layer">The options; they need not be complete.</param>
    /// <exception cref="InvalidOptionsException">There are unknown keys.</exception>
    public void Apply(JsonObject layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var problems = new OptionRules();
        Merge(_tree, layer, "", _type, problems);
        if (!PassesOverUnknown) problems.ThrowIfBroken();
    }

    /// <summary>Sets one option, given as <c>path=value</c>; the value is JSON, or else plain text. An entry of a list is reached by its
    /// number, from 0: <c>stages[1].operations=4</c>.</summary>
    /// <exception cref="InvalidOptionsException">There is no such option, or no <c>=</c>.</exception>
    public void Set(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw new InvalidOptionsException("--set", $"'{assignment}' is not of the form path=value, e.g. search.epochs=25.");
        var path = assignment[..equals];
        Set(path, ParseValue(path, assignment[(equals + 1)..]));
    }

    /// <summary>Sets one option.</summary>
    /// <exception cref="InvalidOptionsException">There is no such option.</exception>
    public void Set(string path, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('.');
        if (parts.Length > DeepestPath)
            throw new InvalidOptionsException(path, $"there is no such option; none has more than {DeepestPath} parts.");
        JsonNode? layer = value;
        foreach (var part in parts.Reverse()) layer = new JsonObject { [part] = layer };
        Apply(layer!.AsObject());
    }

    /// <summary>The options with all layers applied.</summary>
    /// <exception cref="InvalidOptionsException">Values are of the wrong kind, or null where there must be one.</exception>
    public T Build()
    {
        try
        {
            return JsonText.Read(_tree, _type);
        }
        catch (JsonFormatException e)
        {
            throw new InvalidOptionsException(e.Problems);
        }
    }

    /// <summary>A value as JSON; what is no JSON is a plain text.</summary>
    private static JsonNode? ParseValue(string path, string text)
    {
        try
        {
            return JsonText.Parse(text);
        }
        catch (JsonFormatException e) when (e.InnerException is JsonException)
        {
            return JsonValue.Create(text);
        }
        catch (JsonFormatException e)
        {
            throw new InvalidOptionsException(
                [.. e.Problems.Select(problem => problem with { Path = problem.Path.Length > 0 ? $"{path}.{problem.Path}" : path })]);
        }
    }

    private void Merge(JsonObject target, JsonObject layer, string prefix, JsonTypeInfo type, OptionRules problems)
    {
        foreach (var (key, value) in layer)
        {
            if (problems.IsFull) return;
            var (path, name, place) = (prefix + key, key.Split('[')[0], PlaceIn(key));
            if (!target.ContainsKey(name))
                problems.Require(false, path, Explain(path)
                    ?? $"there is no such option; here there are {string.Join(", ", target.Select(o => o.Key))}.");
            else if (name != key)
                MergeEntry(target[name] as JsonArray, place, value, (path, prefix + name, ElementOf(TypeOf(type, name))), problems);
            else
                MergeMember(target, key, value, (path, type), problems);
        }
    }

    private void MergeEntry(JsonArray? list, int? place, JsonNode? value, (string Path, string List, JsonTypeInfo? Type) at,
        OptionRules problems)
    {
        if (place < list?.Count && list[place.Value] is JsonObject element && value is JsonObject members
            && at.Type is { Kind: JsonTypeInfoKind.Object } type)
            Merge(element, members, at.Path + ".", type, problems);
        else
            problems.Require(false, at.Path, $"there is no such entry; {at.List} has {list?.Count ?? 0}, counted from 0.");
    }

    private void MergeMember(JsonObject target, string key, JsonNode? value, (string Path, JsonTypeInfo Group) at, OptionRules problems)
    {
        var member = at.Group.Properties.Single(p => p.Name == key);
        var type = member.Options.GetTypeInfo(member.PropertyType);
        if (value is JsonObject part && (target[key] ?? Defaults(type)) is JsonObject nested && type.Kind == JsonTypeInfoKind.Object)
        {
            target[key] ??= nested;
            Merge(nested, part, at.Path + ".", type, problems);
        }
        else if (value is JsonObject named && target[key] is JsonObject dictionary && type.Kind == JsonTypeInfoKind.Dictionary)
        {
            foreach (var (name, entry) in named) dictionary[name] = entry?.DeepClone();
        }
        else if (target[key] is JsonObject group && type.Kind == JsonTypeInfoKind.Object
            && !(value is null && JsonShape.IsNullable(member)))
        {
            problems.Require(false, at.Path, $"this is a group of options: {string.Join(", ", group.Select(o => $"{at.Path}.{o.Key}"))}.");
        }
        else
        {
            target[key] = value is JsonArray list ? Completed(list, ElementOf(type), at.Path, problems) : value?.DeepClone();
        }
    }

    /// <summary>A list whose entries have the defaults of what they leave out.</summary>
    private JsonArray Completed(JsonArray list, JsonTypeInfo? type, string path, OptionRules problems)
    {
        var complete = new JsonArray();
        foreach (var entry in list)
        {
            if (entry is not JsonObject members || type is null || Defaults(type) is not JsonObject whole)
            {
                complete.Add(entry?.DeepClone());
                continue;
            }

            Merge(whole, members, $"{path}[{complete.Count}].", type, problems);
            complete.Add((JsonNode)whole);
        }

        return complete;
    }

    /// <summary>The number in <c>stages[2]</c>; null where there is none.</summary>
    private static int? PlaceIn(string key) =>
        key.Split('[', ']') is [_, var number, ""]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    private static JsonTypeInfo TypeOf(JsonTypeInfo type, string key) =>
        type.Options.GetTypeInfo(type.Properties.Single(p => p.Name == key).PropertyType);

    /// <summary>What the entries of a list are; null where it is none.</summary>
    private static JsonTypeInfo? ElementOf(JsonTypeInfo list) =>
        list.Kind == JsonTypeInfoKind.Enumerable ? list.Options.GetTypeInfo(list.ElementType!) : null;

    /// <summary>A group that the defaults leave out, with the values it has where it is there; null where the option is no group, or one
    /// that is given as a whole, having members that nothing stands for.</summary>
    private static JsonNode? Defaults(JsonTypeInfo group) =>
        group.Kind == JsonTypeInfoKind.Object && !group.Properties.Any(member => member.IsRequired)
            ? JsonSerializer.SerializeToNode(Activator.CreateInstance(group.Type), group) : null;
}
