using System.Text.Json.Serialization;

namespace AerNas.Inference;

/// <summary>Reads and writes <see cref="OnnxCard"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OnnxCard))]
internal sealed partial class OnnxCardJson : JsonSerializerContext;
