using System.Text.Json.Serialization;

namespace AerNas.Fitting;

/// <summary>Reads and writes <see cref="FitOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(FitOptions))]
internal sealed partial class FitOptionsJson : JsonSerializerContext;
