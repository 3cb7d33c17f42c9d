using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AerNas.Json;

namespace AerNas.Spaces;

/// <summary>Reads and writes <see cref="SpaceDefinition"/>: what is left out has its default, unknown members are refused.</summary>
internal static class SpaceJson
{
    private static readonly JsonTypeInfo<SpaceDefinition> Definition = (JsonTypeInfo<SpaceDefinition>)new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver // a generated one would forget the defaults of what is left out
        {
            Modifiers = { LeaveOutEmptyLists },
        },
    }.GetTypeInfo(typeof(SpaceDefinition));

    public static JsonObject Write(SpaceDefinition definition) => JsonSerializer.SerializeToNode(definition, Definition)!.AsObject();

    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var list in type.Properties.Where(property => property.PropertyType.IsAssignableTo(typeof(IEnumerable))))
            list.ShouldSerialize = static (_, value) => value is not ICollection { Count: 0 };
    }

    /// <summary>The space of a definition.</summary>
    /// <exception cref="InvalidOptionsException">It is no definition; carries every problem, each with its path.</exception>
    public static SearchSpace Read(JsonNode? json)
    {
        try
        {
            return new SearchSpace(JsonText.Read(json, Definition));
        }
        catch (JsonFormatException e)
        {
            throw new InvalidOptionsException(e.Problems);
        }
    }
}
