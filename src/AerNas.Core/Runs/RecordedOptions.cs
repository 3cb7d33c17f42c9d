using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AerNas.Runs;

/// <summary>Reads the resolved options that a record keeps as JSON.</summary>
public static class RecordedOptions
{
    /// <summary>Reads them.</summary>
    /// <param name="options">The member of the record.</param>
    /// <param name="file">The record's file.</param>
    /// <param name="type">What they are.</param>
    /// <exception cref="RunStorageException">Somebody has changed them, or another version wrote them.</exception>
    public static T Read<T>(JsonNode options, string file, JsonTypeInfo<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return options.Deserialize(type)!;
        }
        catch (JsonException e)
        {
            throw new RunStorageException(file, $"{file} holds options that cannot be read: {e.Message} Start it anew.");
        }
    }
}
