using System.Text.Json.Serialization;

namespace AerNas.Latency;

/// <summary>Reads and writes <see cref="LatencyTable"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(LatencyTable))]
internal sealed partial class LatencyTableJson : JsonSerializerContext;
