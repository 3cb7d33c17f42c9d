using System.Text.Json;
using System.Text.Json.Serialization;

namespace AerNas.Json;

/// <summary>A converter of JSON that says what is wrong with a value it cannot read.</summary>
public abstract class ExplainedConverter<T> : JsonConverter<T>, IExplainedConverter
{
    /// <inheritdoc/>
    public string? ProblemOf(JsonNode node)
    {
        try
        {
            Read(node);
            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonNode.Parse(ref reader));

    /// <summary>The value of a JSON value.</summary>
    /// <exception cref="JsonException">There is none; the message says what is wrong and what is allowed.</exception>
    protected abstract T Read(JsonNode? json);
}
