using System.Text.Json.Serialization;

namespace AerNas.Runs;

/// <summary>Reads <see cref="RecordedResult"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RecordedResult))]
internal sealed partial class RecordedResultJson : JsonSerializerContext;
