using System.Collections.Immutable;
using System.Text;

namespace AerNas.Fuzzing.Seeds;

/// <summary>What JSON texts of every form trip over.</summary>
internal static class JsonWords
{
    private static readonly string[] Common =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "false", "{}", "[]", "\"\"", "0", "-1", "1e-9", "1e999", "-0.0", "0.5",
            "2147483647", "2147483648",
        "99999999999999999999", "NaN", "\\ud800", "\\u0000", "\\u001b[31m", "\\u202e", "[[", "{\"\":", "//\n", "\u001b",
            "\u2028", "\n", "é",
    ];

    /// <summary>Those, and words of a form of its own.</summary>
    public static ImmutableArray<byte[]> With(params IEnumerable<string> own) => [.. Common.Concat(own).Select(Encoding.UTF8.GetBytes)];

    /// <summary>A text as an input.</summary>
    public static FuzzInput Seed(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    /// <summary>An input as a text.</summary>
    public static string Text(this FuzzInput input) => Encoding.UTF8.GetString(input.Bytes);
}
