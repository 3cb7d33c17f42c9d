using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AerNas.Json;

namespace AerNas.Methods;

/// <summary>Reads and writes <see cref="SearchOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SearchOptions))]
internal sealed partial class SearchOptionsJson : JsonSerializerContext
{
    private static readonly ConditionalWeakTable<SearchMethod, JsonTypeInfo<SearchOptions>> Types = [];

    /// <summary>The options of a method, with those of its own under its name; what is read is made for the method.</summary>
    public static JsonTypeInfo<SearchOptions> Of(SearchMethod method) =>
        Types.GetValue(method, _ => OwnOptionsJson.Of<SearchOptions>(Default, method.Name, method.OwnOptions, method));

    /// <summary>A method's options to lay others over. An option that other methods have is refused saying which.</summary>
    public static OptionsOverlay<SearchOptions> Overlay(SearchMethod method, SearchOptions defaults) =>
        new(defaults, Of(method)) { Explain = path => OptionOwners.Explain(method, path) };

    /// <summary>Reads the options that a run recorded, also as AerNas wrote them before methods had options of their own.</summary>
    /// <exception cref="RunStorageException">Somebody has changed them, or another version wrote them.</exception>
    public static SearchOptions ReadRecorded(JsonNode options, string file, SearchMethod? own = null)
    {
        var name = (options as JsonObject)?["method"] is JsonValue recorded ? $"{recorded}" : null;
        var method = own is not null && own.Name == name ? own : MethodCatalog.TryFind(name, out var listed) ? listed : null;
        if (method is null)
            return RecordedOptions.Read(options, file, Default.SearchOptions);
        var defaults = new SearchOptions { Own = method.NewOwn() };
        return RecordedOptions.Read(EarlierOptions.Upgraded(options.AsObject(), method), file, Of(method), defaults);
    }
}
