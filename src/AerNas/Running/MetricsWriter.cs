using TorchSharp;
using TorchSharp.Modules;

namespace AerNas.Running;

/// <summary>Writes the numbers of each epoch twice: as a row of <c>metrics.jsonl</c> and as TensorBoard events.</summary>
internal sealed class MetricsWriter
{
    private readonly MetricsLog _log;
    private readonly string _folder;
    private readonly SummaryWriter _events;

    public MetricsWriter(RunDirectory run)
    {
        _log = run.Metrics;
        _folder = Path.Combine(run.Path, "tensorboard");
        _events = Guard(() => torch.utils.tensorboard.SummaryWriter(_folder));
    }

    /// <summary>Writes an epoch; time and resident memory are added to it.</summary>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public void Write(int epoch, IReadOnlyDictionary<string, double> scalars, TimeSpan elapsed, JsonObject? others = null)
    {
        var row = new JsonObject { ["epoch"] = epoch };
        foreach (var (name, value) in scalars.Append(new("seconds", elapsed.TotalSeconds))
            .Append(new("residentBytes", Environment.WorkingSet)))
        {
            row[name] = value;
            Event(name, value, epoch);
        }

        foreach (var (name, value) in others ?? []) row[name] = value?.DeepClone();
        _log.Append(row);
    }

    /// <summary>Writes a number to TensorBoard only.</summary>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public void Event(string name, double value, int epoch) => Guard(() =>
    {
        _events.add_scalar(name, (float)value, epoch);
        return true;
    });

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(_folder, e);
        }
    }
}
