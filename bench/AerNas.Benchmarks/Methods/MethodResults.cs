using System.Text.Json;

namespace AerNas.Benchmarks.Methods;

/// <summary>What the command <c>methods</c> found; the JSON object it prints.</summary>
/// <param name="Settings">The size: the options, without the dashes.</param>
/// <param name="Methods">One for each method and engine.</param>
internal sealed record MethodResults(IReadOnlyDictionary<string, string> Settings, IReadOnlyList<MethodResult> Methods)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static MethodResults Parse(string json) => JsonSerializer.Deserialize<MethodResults>(json, Json)
        ?? throw new FormatException($"No result in '{json}'.");

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
