using System.Text.Json.Serialization.Metadata;
using AerNas.Json;

namespace AerNas.Runs;

/// <summary>Reads the resolved options that a record keeps as JSON.</summary>
public static class RecordedOptions
{
    /// <summary>Reads them; an option that the version which wrote them did not have yet has its default.</summary>
    /// <param name="options">The member of the record.</param>
    /// <param name="file">The record's file.</param>
    /// <param name="type">What they are.</param>
    /// <param name="defaults">The defaults; null: those of the type.</param>
    /// <exception cref="RunStorageException">Somebody has changed them, or another version wrote them.</exception>
    public static T Read<T>(JsonNode options, string file, JsonTypeInfo<T> type, T? defaults = null)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var overlay = new OptionsOverlay<T>(defaults ?? new T(), type);
            overlay.Apply(options as JsonObject ?? throw new InvalidOptionsException("options", "expected a JSON object."));
            return overlay.Build();
        }
        catch (InvalidOptionsException e)
        {
            throw new RunStorageException(file, $"{file} holds options that cannot be read: {string.Join(' ', e.Problems)} Start it anew.");
        }
    }
}
