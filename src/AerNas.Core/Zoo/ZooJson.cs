using System.Text.Json.Serialization;

namespace AerNas.Zoo;

/// <summary>Reads <see cref="ZooFile"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ZooFile))]
internal sealed partial class ZooJson : JsonSerializerContext;

/// <summary>What the file holds.</summary>
internal sealed record ZooFile(ImmutableArray<ZooEntry> Entries, ImmutableArray<LeftOutGenotype> LeftOut);
