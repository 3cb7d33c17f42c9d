using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Runtime;

namespace AerNas.Fuzzing.Seeds;

/// <summary>
/// Changes a JSON text where its values stand, so that it stays JSON and what lies behind the parser is reached. What is changed hangs on
/// the mutated bytes alone.
/// </summary>
internal static class JsonMutation
{
    private static readonly string[] Values =
    [
        "null", "true", "{}", "[]", "\"\"", "0", "1", "-1", "2", "0.5", "1e-9", "1e9", "1e300", "1e999", "1000000", "2147483647",
            "2147483648", "-2147483648", "\"\\ud800\"",
        "\"\\u001b[31m\"", "\"\\u0000\"", "\"../x\"", "[null]", "{\"\":{}}", "\"|none~0|\"", "[[[[[[]]]]]]",
    ];

    /// <summary>A changed copy of one of the seeds of the input's name; a seed stays what it is.</summary>
    public static byte[] Of(ImmutableArray<FuzzInput> seeds, FuzzInput input)
    {
        if (seeds.Any(seed => seed.Bytes.AsSpan().SequenceEqual(input.Bytes))) return input.Bytes;
        var random = input.Random();
        FuzzInput[] named = [.. seeds.Where(seed => seed.Name == input.Name)];
        var sound = named[random.Below(named.Length)].Text();
        var lines = sound.TrimEnd().Split('\n');
        if (!input.Name.EndsWith(".jsonl", StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(Changed(sound, ref random));
        var line = random.Below(lines.Length);
        lines[line] = Changed(lines[line], ref random);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
    }

    private static string Changed(string text, ref CounterRandom random)
    {
        var root = JsonNode.Parse(text)!;
        var nodes = Within(root).ToArray();
        var changed = new Dictionary<JsonNode, string>(ReferenceEqualityComparer.Instance);
        for (var left = 1 + random.Below(2); left > 0 && nodes.Length > 0; left--)
            changed[nodes[random.Below(nodes.Length)]] = random.Below(8) switch
            {
                0 => "remove",
                1 => "twice",
                2 => "rename",
                _ => Values[random.Below(Values.Length)],
            };
        var result = new StringBuilder();
        Write(root, changed, result);
        return result.ToString();
    }

    private static IEnumerable<JsonNode> Within(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(value => Within(value).Prepend(value)),
        JsonArray list => list.OfType<JsonNode>().SelectMany(value => Within(value).Prepend(value)),
        _ => [],
    };

    private static void Write(JsonNode? node, Dictionary<JsonNode, string> changed, StringBuilder to)
    {
        if (node is JsonObject members)
            to.Append('{').AppendJoin(',', members.SelectMany(member => Members(member.Key, member.Value, changed))).Append('}');
        else if (node is JsonArray list)
            to.Append('[').AppendJoin(',', list.Select(entry => Value(entry, changed))).Append(']');
        else
            to.Append(node?.ToJsonString() ?? "null");
    }

    private static IEnumerable<string> Members(string name, JsonNode? value, Dictionary<JsonNode, string> changed)
    {
        var change = value is null ? null : changed.GetValueOrDefault(value);
        var (key, text) = (JsonSerializer.Serialize(name), Value(value, changed));
        return change switch
        {
            "remove" => [],
            "twice" => [$"{key}:{text}", $"{key}:{text}"],
            "rename" => [$"\"x{key[1..]}:{text}"],
            _ => [$"{key}:{text}"],
        };
    }

    private static string Value(JsonNode? node, Dictionary<JsonNode, string> changed)
    {
        if (node is not null && changed.TryGetValue(node, out var change) && change is not ("remove" or "twice" or "rename")) return change;
        var text = new StringBuilder();
        Write(node, changed, text);
        return text.ToString();
    }
}
