using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AerNas.Runs;

/// <summary>Numbers of a run, one JSON object a line. A line cut short by a crash is dropped when the run goes on.</summary>
public sealed class MetricsLog
{
    private readonly string _path;

    internal MetricsLog(string path)
    {
        _path = path;
    }

    /// <summary>Appends one row.</summary>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public void Append(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            using var stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(row.ToJsonString() + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(_path, e);
        }
    }

    /// <summary>The whole rows; none where there is no file yet.</summary>
    public IReadOnlyList<JsonObject> Read() => File.Exists(_path) ? [.. File.ReadLines(_path).Select(TryParse).OfType<JsonObject>()] : [];

    /// <summary>Forgets the rows of epochs that are about to be run again.</summary>
    /// <param name="epoch">The first epoch to forget.</param>
    public void TruncateFrom(int epoch) => Keep(row => row["epoch"]?.GetValue<int>() < epoch);

    /// <summary>Forgets all but some rows.</summary>
    /// <param name="wanted">Whether a row is kept.</param>
    public void Keep(Func<JsonObject, bool> wanted)
    {
        if (!File.Exists(_path)) return;
        AtomicFile.WriteText(_path, string.Concat(Read().Where(wanted).Select(row => row.ToJsonString() + "\n")));
    }

    private static JsonObject? TryParse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // the crash came between the bytes of this line
        }
    }
}
