using System.Text.Json.Serialization;

namespace AerNas.Studies;

/// <summary>Reads and writes <see cref="StudyOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(StudyOptions))]
internal sealed partial class StudyOptionsJson : JsonSerializerContext;
