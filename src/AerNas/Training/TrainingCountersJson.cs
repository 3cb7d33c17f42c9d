using System.Text.Json.Serialization;

namespace AerNas.Training;

/// <summary>Reads and writes <see cref="TrainingCounters"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(TrainingCounters))]
internal sealed partial class TrainingCountersJson : JsonSerializerContext;
