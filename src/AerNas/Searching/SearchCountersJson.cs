using System.Text.Json.Serialization;

namespace AerNas.Searching;

/// <summary>Reads and writes <see cref="SearchCounters"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SearchCounters))]
internal sealed partial class SearchCountersJson : JsonSerializerContext;
