using System.Text.Json;
using AerNas.Json;

namespace AerNas.Spaces;

/// <summary>A space in JSON: the name of one that is listed, or a definition.</summary>
public sealed class SearchSpaceConverter : ExplainedConverter<SearchSpace>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SearchSpace value, JsonSerializerOptions options)
    {
        if (value.IsListed) writer.WriteStringValue(value.Name);
        else SpaceJson.Write(value.Definition).WriteTo(writer);
    }

    /// <inheritdoc/>
    protected override SearchSpace Read(JsonNode? json) => SpaceOf(json);

    /// <summary>The space of a name or of a definition.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    internal static SearchSpace SpaceOf(JsonNode? json)
    {
        if (json is JsonValue value)
        {
            if (!value.TryGetValue<string>(out var name))
            {
                throw new JsonException(
                    $"the value {json.ToJsonString()} is of the wrong kind. Expected the name of a space, or its definition.");
            }

            return SearchSpace.TryFind(name, out var listed) ? listed : throw new JsonException(
                $"'{name}' is no search space; there are {string.Join(", ", SearchSpace.All.Select(space => space.Name))}.");
        }

        try
        {
            return SpaceJson.Read(json);
        }
        catch (InvalidOptionsException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
