using System.Text.Json;

namespace AerNas.Verification;

/// <summary>A value that two records of the same step or epoch do not share.</summary>
/// <param name="Where">The step or epoch, e.g. <c>step 17</c>.</param>
/// <param name="Name">The value's name in the record.</param>
/// <param name="Recorded">What the run recorded; a dash for nothing.</param>
/// <param name="Repeated">What its repetition recorded.</param>
/// <param name="Relative">The difference as a share of the larger value; infinite where one is no number.</param>
public sealed record RecordDifference(string Where, string Name, string Recorded, string Repeated, double Relative)
{
    /// <summary>Values that no two runs share.</summary>
    private static readonly ImmutableHashSet<string> NeverEqual = ["seconds", "residentBytes"];

    /// <summary>All differences between two rows.</summary>
    /// <param name="where">What the rows tell of.</param>
    /// <param name="recorded">The run's own.</param>
    /// <param name="repeated">Its repetition's.</param>
    public static IEnumerable<RecordDifference> Between(string where, JsonObject recorded, JsonObject repeated)
    {
        var (first, second) = (Flat(recorded, "").ToDictionary(), Flat(repeated, "").ToDictionary());
        return first.Keys.Union(second.Keys)
            .Select(name => new RecordDifference(where, name, Text(first, name), Text(second, name), Distance(first, second, name)))
            .Where(difference => difference.Relative > 0);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {Name} was {Recorded}, is now {Repeated}";

    private static IEnumerable<KeyValuePair<string, JsonValue>> Flat(JsonObject row, string prefix) =>
        row.SelectMany(member => member.Value switch
    {
        JsonObject inner => Flat(inner, $"{prefix}{member.Key}."),
        JsonValue value when prefix.Length > 0 || !NeverEqual.Contains(member.Key) => [new(prefix + member.Key, value)],
        _ => [],
    });

    private static string Text(Dictionary<string, JsonValue> row, string name) =>
        row.TryGetValue(name, out var value) ? value.ToString() : "–";

    private static double Distance(Dictionary<string, JsonValue> first, Dictionary<string, JsonValue> second, string name)
    {
        if (!first.TryGetValue(name, out var one) || !second.TryGetValue(name, out var other)) return double.PositiveInfinity;
        if (one.GetValueKind() != JsonValueKind.Number || other.GetValueKind() != JsonValueKind.Number)
            return one.ToString() == other.ToString() ? 0 : double.PositiveInfinity;
        var (a, b) = (one.GetValue<double>(), other.GetValue<double>());
        return a == b ? 0 : Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Abs(b));
    }
}
