using System.Text.Json;
using AerNas.Json;

namespace AerNas.Spaces;

/// <summary>A skeleton in JSON: its name where its space is listed, else the space's definition and the name.</summary>
public sealed class SkeletonFormConverter : ExplainedConverter<SkeletonForm>
{
    private const string Space = "space", Name = "name";

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SkeletonForm value, JsonSerializerOptions options)
    {
        if (value.Space.IsListed) writer.WriteStringValue(value.Name);
        else new JsonObject { [Name] = value.Name, [Space] = SpaceJson.Write(value.Space.Definition) }.WriteTo(writer);
    }

    /// <inheritdoc/>
    protected override SkeletonForm Read(JsonNode? json)
    {
        var spaces = json is JsonObject ? [SearchSpaceConverter.SpaceOf(json[Space])] : SearchSpace.All;
        if ((json is JsonObject ? json[Name] : json) is not JsonValue value || !value.TryGetValue<string>(out var name))
            throw new JsonException($"the value {json?.ToJsonString()} is of the wrong kind. Expected the name of a skeleton.");
        return spaces.SelectMany(space => space.Skeletons).FirstOrDefault(form => form.Name == name)
            ?? throw new JsonException($"'{name}' is no skeleton; there are "
                + $"{string.Join(", ", spaces.SelectMany(space => space.Skeletons))}.");
    }
}
