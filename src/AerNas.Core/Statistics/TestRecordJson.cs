using System.Text.Json.Serialization;

namespace AerNas.Statistics;

/// <summary>Reads and writes <see cref="TestRecord"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TestRecord))]
internal sealed partial class TestRecordJson : JsonSerializerContext;
