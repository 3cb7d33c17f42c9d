using System.Text.Json;
using AerNas.Json;

namespace AerNas.Spaces;

/// <summary>A skeleton in JSON: its name where its space has a notation of its own, else the space and the name.</summary>
public sealed class SkeletonFormConverter : ExplainedConverter<SkeletonForm>
{
    private const string Space = "space", Name = "name";

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SkeletonForm value, JsonSerializerOptions options)
    {
        if (value.Space.IsListed && value.Equals(Noted.FirstOrDefault(form => form.Name == value.Name)))
        {
            writer.WriteStringValue(value.Name);
            return;
        }

        JsonNode space = value.Space.IsListed ? value.Space.Name : SpaceJson.Write(value.Space.Definition);
        new JsonObject { [Name] = value.Name, [Space] = space }.WriteTo(writer);
    }

    /// <inheritdoc/>
    protected override SkeletonForm Read(JsonNode? json)
    {
        if ((json is JsonObject ? json[Name] : json) is not JsonValue value || !value.TryGetValue<string>(out var name))
            throw new JsonException($"the value {json?.ToJsonString()} is of the wrong kind. Expected the name of a skeleton.");
        var forms = json is JsonObject ? SearchSpaceConverter.SpaceOf(json[Space]).Skeletons : Noted;
        return forms.FirstOrDefault(form => form.Name == name)
            ?? throw new JsonException($"'{name}' is no skeleton; there are {string.Join(", ", forms)}.");
    }

    private static IEnumerable<SkeletonForm> Noted =>
        SearchSpace.Catalogue.Own.Where(space => space.Notation != GenotypeForm.Json).SelectMany(space => space.Skeletons);
}
