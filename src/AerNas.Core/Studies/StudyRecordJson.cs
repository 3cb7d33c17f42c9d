using System.Text.Json.Serialization;

namespace AerNas.Studies;

/// <summary>Reads and writes <see cref="StudyRecord"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(StudyRecord))]
internal sealed partial class StudyRecordJson : JsonSerializerContext;
