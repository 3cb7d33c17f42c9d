namespace AerNas.Json;

/// <summary>How much JSON is read of one file: what AerNas writes is far below, and what is above would take unbounded memory.</summary>
/// <param name="Bytes">The longest text, in bytes of UTF-8.</param>
/// <param name="Values">The most names and values.</param>
internal readonly record struct JsonLimits(int Bytes, int Values)
{
    /// <summary>Of a file that is one value, such as <c>run.json</c>.</summary>
    public static JsonLimits Document { get; } = new(4 << 20, 400_000);

    /// <summary>Of a line of a file that has a value a line, such as <c>metrics.jsonl</c>.</summary>
    public static JsonLimits Line { get; } = new(1 << 20, 20_000);

    /// <summary>Of all lines of such a file.</summary>
    public static JsonLimits Lines { get; } = new(32 << 20, 1_000_000);
}
