using System.Text.Json.Serialization;

namespace AerNas.Sampling;

/// <summary>Reads and writes <see cref="SamplingOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SamplingOptions))]
public sealed partial class SamplingOptionsJson : JsonSerializerContext;
