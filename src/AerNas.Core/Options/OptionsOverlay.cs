using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AerNas.Options;

/// <summary>
/// Options built in layers: defaults, then a configuration file, then single settings. A key that the defaults do not have is refused, so
/// a misspelt option is never silently ignored.
/// </summary>
/// <typeparam name="T">The options record.</typeparam>
public sealed class OptionsOverlay<T>
    where T : class
{
    private readonly JsonTypeInfo<T> _type;
    private readonly JsonObject _tree;

    /// <summary>Starts from defaults.</summary>
    public OptionsOverlay(T defaults, JsonTypeInfo<T> type)
    {
        _type = type;
        _tree = JsonSerializer.SerializeToNode(defaults, type)!.AsObject();
    }

    /// <summary>Whether what does not exist is passed over: for a first look at options that decide which others there are.</summary>
    /// <value>false.</value>
    public bool PassesOverUnknown { get; init; }

    /// <summary>Lays a JSON configuration over what is there.</summary>
    /// <param name="json">A JSON object; it need not be complete.</param>
    /// <param name="source">What the text is called in messages.</param>
    /// <exception cref="InvalidOptionsException">It is no JSON object, or has unknown keys.</exception>
    public void Apply(string json, string source)
    {
        JsonNode? parsed;
        try
        {
            parsed = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            });
        }
        catch (JsonException e)
        {
            throw new InvalidOptionsException(source, $"not valid JSON: {e.Message}");
        }

        if (parsed is not JsonObject layer) throw new InvalidOptionsException(source, "expected a JSON object of options.");
        var problems = new List<OptionProblem>();
        Merge(_tree, layer, "", _type, problems);
        if (problems.Count > 0 && !PassesOverUnknown) throw new InvalidOptionsException(problems);
    }

    /// <summary>
    /// Sets one option, given as <c>path=value</c>; the value is JSON, or else plain text. An entry of a list is reached by its number, from
    /// 0: <c>stages[1].operations=4</c>.
    /// </summary>
    /// <exception cref="InvalidOptionsException">There is no such option, or no <c>=</c>.</exception>
    public void Set(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new InvalidOptionsException("--set", $"'{assignment}' is not of the form path=value, e.g. search.epochs=25.");
        Set(assignment[..equals], ParseValue(assignment[(equals + 1)..]));
    }

    /// <summary>Sets one option.</summary>
    /// <param name="path">Its path, parts joined by dots.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="InvalidOptionsException">There is no such option.</exception>
    public void Set(string path, JsonNode? value)
    {
        JsonNode? layer = value;
        foreach (var part in path.Split('.').Reverse()) layer = new JsonObject { [part] = layer };
        var problems = new List<OptionProblem>();
        Merge(_tree, layer!.AsObject(), "", _type, problems);
        if (problems.Count > 0 && !PassesOverUnknown) throw new InvalidOptionsException(problems);
    }

    /// <summary>The options with all layers applied.</summary>
    /// <exception cref="InvalidOptionsException">A value is of the wrong kind.</exception>
    public T Build()
    {
        try
        {
            return _tree.Deserialize(_type)!;
        }
        catch (JsonException e)
        {
            var path = e.Path?.TrimStart('$', '.') ?? "options";
            throw new InvalidOptionsException(path, $"the value {Find(path)?.ToJsonString() ?? "null"} is of the wrong kind.");
        }
    }

    private JsonNode? Find(string path)
    {
        JsonNode? node = _tree;
        foreach (var part in path.Split('.')) node = (node as JsonObject)?[part];
        return node;
    }

    private static JsonNode? ParseValue(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static void Merge(JsonObject target, JsonObject layer, string prefix, JsonTypeInfo type, List<OptionProblem> problems)
    {
        foreach (var (key, value) in layer)
        {
            var (path, name, place) = (prefix + key, key.Split('[')[0], PlaceIn(key));
            if (!target.ContainsKey(name))
            {
                problems.Add(new OptionProblem(path, $"there is no such option; here there are {string.Join(", ", target.Select(o => o.Key))}."));
            }
            else if (name != key)
            {
                var list = target[name] as JsonArray;
                if (place < list?.Count && list[place.Value] is JsonObject element && value is JsonObject members)
                    Merge(element, members, path + ".", ElementOf(TypeOf(type, name)), problems);
                else
                    problems.Add(new OptionProblem(path, $"there is no such entry; {prefix}{name} has {list?.Count ?? 0}, counted from 0."));
            }
            else if (value is JsonObject part && (target[key] ?? Defaults(type, key)) is JsonObject nested)
            {
                target[key] ??= nested;
                Merge(nested, part, path + ".", TypeOf(type, key), problems);
            }
            else if (target[key] is JsonObject group)
            {
                problems.Add(new OptionProblem(path, $"this is a group of options: {string.Join(", ", group.Select(o => $"{path}.{o.Key}"))}."));
            }
            else
            {
                target[key] = value?.DeepClone();
            }
        }
    }

    /// <summary>The number in <c>stages[2]</c>; null where there is none.</summary>
    private static int? PlaceIn(string key) =>
        key.Split('[', ']') is [_, var number, ""] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    private static JsonTypeInfo TypeOf(JsonTypeInfo type, string key) => type.Options.GetTypeInfo(type.Properties.Single(p => p.Name == key).PropertyType);

    private static JsonTypeInfo ElementOf(JsonTypeInfo list) => list.Options.GetTypeInfo(list.ElementType!);

    /// <summary>A group that the defaults leave out, with the values it has where it is there; null where the option is no group.</summary>
    private static JsonNode? Defaults(JsonTypeInfo type, string key)
    {
        var group = TypeOf(type, key);
        return group.Kind == JsonTypeInfoKind.Object ? JsonSerializer.SerializeToNode(Activator.CreateInstance(group.Type), group) : null;
    }
}
