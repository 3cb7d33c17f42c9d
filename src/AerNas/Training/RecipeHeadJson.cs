using System.Text.Json.Serialization;

namespace AerNas.Training;

/// <summary>Reads <see cref="RecipeHead"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RecipeHead))]
internal sealed partial class RecipeHeadJson : JsonSerializerContext;
