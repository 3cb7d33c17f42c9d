using System.Text.Json.Serialization;

namespace AerNas.Searching;

/// <summary>Reads and writes <see cref="SearchOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SearchOptions))]
public sealed partial class SearchOptionsJson : JsonSerializerContext;
