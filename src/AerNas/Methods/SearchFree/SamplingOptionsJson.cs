using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AerNas.Methods;

/// <summary>Reads and writes <see cref="SamplingOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SamplingOptions))]
internal sealed partial class SamplingOptionsJson : JsonSerializerContext
{
    private const string EarlierGroup = "evolution"; // what a method's options were called that now stand under its name

    /// <summary>The options of a method, with those of its own under its name; what is read is made for the method.</summary>
    public static JsonTypeInfo<SamplingOptions> Of(SamplingMethod method) =>
        OwnOptionsJson.Of<SamplingOptions>(Default, method.Name, method.Published.Own?.GetType(), method);

    /// <summary>Reads the options that a run recorded, also as AerNas wrote them when those of single methods were groups of all: each a
    /// member, null where the method did not have it.</summary>
    /// <exception cref="RunStorageException">Somebody has changed them, or another version wrote them.</exception>
    public static SamplingOptions ReadRecorded(JsonNode options, string file)
    {
        if (options is not JsonObject recorded || !MethodCatalog.TryFindSearchFree($"{recorded["method"]}", out var method))
            return RecordedOptions.Read(options, file, Default.SamplingOptions);
        var upgraded = recorded.DeepClone().AsObject();
        foreach (var (absent, _) in recorded.Where(member => member.Value is null)) upgraded.Remove(absent);
        if (upgraded.Remove(EarlierGroup, out var own)) upgraded[method.Name] = own;
        return RecordedOptions.Read(upgraded, file, Of(method), new SamplingOptions { Own = method.Published.Own });
    }
}
