using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AerNas.Files;

namespace AerNas.Json;

/// <summary>The one way to read JSON that came from outside, and to write what a person may look at. Names that stand twice, null where a
/// value belongs, members that are not known or missing, and values of another kind are refused, all at once, each with its path; and so is
/// what is too long or too deep.</summary>
public static class JsonText
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true, NewLine = "\n" };
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>A value on one line, as a person reads it: <c>+</c>, quotes and letters of any script stand as they are, and what is not
    /// printable as JSON escapes it.</summary>
    public static string Write(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return PrintableText.Json(node.ToJsonString(OneLine));
    }

    /// <summary>The same over several lines, indented.</summary>
    public static string WriteIndented(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return string.Join('\n', node.ToJsonString(Indented).Split('\n').Select(PrintableText.Json));
    }

    /// <summary>Reads a value.</summary>
    /// <param name="text">JSON; comments and a comma behind the last member are allowed.</param>
    /// <returns>The value; null for null.</returns>
    /// <exception cref="JsonFormatException">It cannot be taken.</exception>
    public static JsonNode? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Encoding.UTF8.GetBytes(text), JsonLimits.Document, out _);
    }

    /// <summary>Reads an object.</summary>
    /// <param name="text">JSON; comments and a comma behind the last member are allowed.</param>
    /// <exception cref="JsonFormatException">It cannot be taken, or is another value.</exception>
    public static JsonObject ParseObject(string text) => AsObject(Parse(text));

    /// <summary>The text of a file.</summary>
    /// <exception cref="JsonFormatException">It is longer than any file of AerNas.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string ReadFile(string path)
    {
        var most = JsonLimits.Document.Bytes;
        using var stream = RegularFile.Open(path);
        if (stream.Length > most) throw Refusal($"it is longer than the {most} bytes that are read.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a value into a type.</summary>
    /// <exception cref="JsonFormatException">It cannot be taken, or is not of that type.</exception>
    public static T Read<T>(string text, JsonTypeInfo<T> type)
        where T : class => Read(Parse(text), type);

    /// <summary>Reads a value that was parsed already into a type.</summary>
    /// <exception cref="JsonFormatException">It is not of that type.</exception>
    public static T Read<T>(JsonNode? node, JsonTypeInfo<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(type);
        var problems = new OptionRules();
        new JsonShape(problems).Check(node, type, nullable: false, "");
        if (problems.Problems.Count > 0) throw new JsonFormatException(problems.Problems);
        return node.Deserialize(type)!;
    }

    /// <summary>Reads an object that is one line of a file.</summary>
    /// <exception cref="JsonFormatException">It cannot be taken, or is another value.</exception>
    internal static JsonObject ParseLine(ReadOnlySpan<byte> text, out int values) => AsObject(Parse(text, JsonLimits.Line, out values));

    private static JsonObject AsObject(JsonNode? node) => node as JsonObject ?? throw Refusal("expected a JSON object.");

    private static JsonNode? Parse(ReadOnlySpan<byte> text, JsonLimits limits, out int values)
    {
        if (text.Length > limits.Bytes) throw Refusal($"it is longer than the {limits.Bytes} bytes that are read.");
        var problems = new OptionRules();
        try
        {
            values = JsonInspection.Of(text, limits, problems);
        }
        catch (JsonException e)
        {
            var reason = e.Message.Split(" LineNumber:")[0].Split(" Path:")[0]; // which .NET counts from 0, and repeats in the message
            throw Refusal($"not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}): {reason}", e);
        }

        return problems.Problems.Count == 0
            ? JsonNode.Parse(text, documentOptions: Lenient)
            : throw new JsonFormatException(problems.Problems);
    }

    private static JsonFormatException Refusal(string message, JsonException? inner = null) => new([new OptionProblem("", message)], inner);
}
