using System.Diagnostics;
using AerNas.Json;

namespace AerNas.Runs;

/// <summary>How long a run has been worked on, by all processes that had a part in it. What is past is kept beside the checkpoints, in
/// <c>elapsed.json</c>: a checkpoint itself holds no time, for it is the same bytes however often the run was stopped.</summary>
public sealed class RunClock
{
    private const string Name = "elapsed.json";

    private readonly string _file;
    private readonly TimeSpan _earlier;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Begins, or goes on with what was kept.</summary>
    public RunClock(RunDirectory run, RunPosition position)
    {
        ArgumentNullException.ThrowIfNull(run);
        _file = Path.Combine(run.Path, Name);
        _earlier = position == default ? TimeSpan.Zero : KeptAt(position) ?? RecordedBefore(run.Metrics, position.Epoch);
    }

    /// <summary>All of the time.</summary>
    public TimeSpan Elapsed => _earlier + _watch.Elapsed;

    /// <summary>Keeps the time with the position that a checkpoint is about to be saved at.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public void Keep(RunPosition position) => AtomicFile.WriteText(_file, new JsonObject
    {
        ["epoch"] = position.Epoch,
        ["step"] = position.Step,
        ["seconds"] = Elapsed.TotalSeconds,
    }.ToJsonString() + "\n");

    /// <summary>What was kept at a position; null where it is of another one, or says nothing that can be.</summary>
    private TimeSpan? KeptAt(RunPosition position)
    {
        if (!File.Exists(_file)) return null;
        try
        {
            var kept = JsonText.ParseObject(JsonText.ReadFile(_file));
            return Number(kept, "epoch") == position.Epoch && Number(kept, "step") == position.Step
                ? Duration(Number(kept, "seconds"))
                : null;
        }
        catch (JsonFormatException)
        {
            return null; // it is only told, and written anew at the next checkpoint
        }
    }

    /// <summary>What the last row before an epoch tells.</summary>
    private static TimeSpan RecordedBefore(MetricsLog metrics, int epoch)
    {
        var row = metrics.Read("epoch").LastOrDefault(row => row.Number < epoch).Row;
        return row is null ? TimeSpan.Zero : Duration(Number(row, "seconds")) ?? TimeSpan.Zero;
    }

    private static double? Number(JsonObject from, string member) =>
        from[member] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    private static TimeSpan? Duration(double? seconds) => seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds.Value) : null;
}
