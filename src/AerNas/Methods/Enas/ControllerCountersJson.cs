using System.Text.Json.Serialization;

namespace AerNas.Methods;

/// <summary>Reads and writes <see cref="ControllerCounters"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ControllerCounters))]
internal sealed partial class ControllerCountersJson : JsonSerializerContext;
