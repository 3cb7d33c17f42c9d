using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AerNas.Runs;

/// <summary>Numbers of a run, one JSON object a line. A line cut short by a crash is dropped when the run goes on.</summary>
public sealed class MetricsLog
{
    internal MetricsLog(string path)
    {
        Path = path;
    }

    /// <summary>The file; it need not be there yet.</summary>
    public string Path { get; }

    /// <summary>Appends one row.</summary>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public void Append(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            using var stream = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(row.ToJsonString() + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(Path, e);
        }
    }

    /// <summary>The whole rows; none where there is no file yet.</summary>
    public IReadOnlyList<JsonObject> Read() => File.Exists(Path) ? [.. File.ReadLines(Path).Select(TryParse).OfType<JsonObject>()] : [];

    /// <summary>Forgets the rows of epochs that are about to be run again.</summary>
    /// <param name="epoch">The first epoch to forget.</param>
    public void TruncateFrom(int epoch) => Keep(row => row["epoch"]?.GetValue<int>() < epoch);

    /// <summary>Forgets all but some rows.</summary>
    /// <param name="wanted">Whether a row is kept.</param>
    public void Keep(Func<JsonObject, bool> wanted)
    {
        if (!File.Exists(Path)) return;
        AtomicFile.WriteText(Path, string.Concat(Read().Where(wanted).Select(row => row.ToJsonString() + "\n")));
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
