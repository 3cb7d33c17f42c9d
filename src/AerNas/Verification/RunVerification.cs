// A run is a pure function of its options and its images; what may change its last digits are versions, processor and threads. So a run is
// verified by doing its beginning again in a folder of its own, from the options it recorded, and comparing what both wrote down.

using AerNas.Data;
using AerNas.Extensions;
using AerNas.Files;
using AerNas.Running;
using AerNas.Searching;
using AerNas.Training;

namespace AerNas.Verification;

/// <summary>Repeats the beginning of a recorded run and compares.</summary>
public sealed class RunVerification
{
    private readonly string _path;
    private readonly RunRecord _record;
    private readonly IReadOnlyList<JsonObject> _recorded;
    private readonly bool _byEpochs;

    private RunVerification(RunDirectory run, IReadOnlyList<JsonObject> recorded, bool byEpochs) =>
        (_path, _record, _recorded, _byEpochs) = (run.Path, RunRecord.LoadOfEpochs(run), recorded, byEpochs);

    /// <summary>What will be repeated, in words.</summary>
    public string Plan => _recorded.Count == 1 ? $"the first {Unit}" : $"the first {_recorded.Count} {Unit}s";

    private string Unit => _byEpochs ? "epoch" : "step";

    /// <summary>Plans to repeat steps, as far as the run recorded them; a run that recorded none has its first epoch repeated.</summary>
    /// <exception cref="RunStorageException">No run lies there, it has no epochs, or it has recorded nothing yet.</exception>
    public static RunVerification OfSteps(string path, int steps)
    {
        var run = RunDirectory.Open(path);
        IReadOnlyList<JsonObject> recorded = [.. run.Steps.Read("step").Take(steps).Select(line => line.Row)];
        return recorded.Count == 0 ? OfEpochs(path, 1) : new RunVerification(run, recorded, byEpochs: false);
    }

    /// <summary>Plans to repeat whole epochs, as far as the run has come.</summary>
    /// <exception cref="RunStorageException">No run lies there, it has no epochs, or it has recorded nothing yet.</exception>
    public static RunVerification OfEpochs(string path, int epochs)
    {
        var run = RunDirectory.Open(path);
        // what came later began with those epochs
        var first = RunRecord.LoadOfEpochs(run).Stretches is [var stretch, ..] ? stretch.After : int.MaxValue;
        IReadOnlyList<JsonObject> recorded = [.. run.Metrics.Read("epoch").Take(Math.Min(epochs, first)).Select(line => line.Row)];
        return recorded.Count > 0
            ? new RunVerification(run, recorded, byEpochs: true)
            : throw new RunStorageException(path, $"{path} has recorded nothing to compare with yet; go on with it by --resume.");
    }

    /// <summary>Repeats what was planned, in a folder that is removed again.</summary>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    public VerificationResult Run(TimeProvider time, CancellationToken cancellation = default)
    {
        using var folder = new TemporaryFolder("verify");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var repetition = Start(folder.Path, time, stop);
        var again = RunDirectory.Open(folder.Path);
        var images = ImageDifferences(RunRecord.Load(again), repetition.Images).ToArray();
        if (images.Length == 0) Follow(repetition, stop.Token, cancellation);
        ImmutableArray<string> receipt =
        [
            .. images, .. Differences(_record.Versions, Versions.Current),
            .. Differences(Builds(_record.Extensions ?? []), Builds(ExtensionScope.Identities)),
            .. Differences(_record.Machine, RunMachine.Current),
        ];
        return images.Length == 0 ? new(Plan, receipt, [.. Compare(again)]) : new("", receipt, []);
    }

    private Repetition Start(string folder, TimeProvider time, CancellationTokenSource stop)
    {
        if (_record.Is(RunKind.Search))
        {
            var search = SearchRun.Start(SearchRun.FirstOptionsOf(_path), folder, time);
            return new Repetition(search, search.Dataset,
                () => search.Run(new StepProgress<SearchProgress>(p => StopAfter(p.Position, stop, p.Returns)), stop.Token));
        }
        else
        {
            var training = TrainRun.Start(TrainRun.FirstOptionsOf(_path), folder, time);
            return new Repetition(training, training.Dataset,
                () => training.Run(new StepProgress<TrainingProgress>(p => StopAfter(p.Position, stop)), stop.Token));
        }
    }

    /// <summary>Stops where as much is done as was recorded; epochs that a search went back on are not what was recorded.</summary>
    private void StopAfter(RunPosition position, CancellationTokenSource stop, int returns = 0)
    {
        var done = _byEpochs ? position.Epoch : position.Epoch > 0 ? _recorded.Count : position.Step;
        var expected = _byEpochs && _recorded[^1]["returns"] is JsonValue value && value.TryGetValue(out int count) ? count : 0;
        if (done >= _recorded.Count && returns >= expected) stop.Cancel();
    }

    private static void Follow(Repetition repetition, CancellationToken stop, CancellationToken cancellation)
    {
        try
        {
            repetition.Run();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // It has come as far as it was asked to.
        }
    }

    /// <summary>Photographs of runs that earlier versions recorded are known by their names and lengths.</summary>
    private IEnumerable<string> ImageDifferences(RunRecord again, ImageDataset images)
    {
        if (again.DatasetHash != _record.DatasetHash && images.FormerHash != _record.DatasetHash)
            yield return $"The images are not those of the run: their SHA-256 was {_record.DatasetHash}, is now {again.DatasetHash}.";
        else if (again.SplitHash != _record.SplitHash)
            yield return $"The images are split otherwise: the split's SHA-256 was {_record.SplitHash}, is now {again.SplitHash}.";
    }

    private IEnumerable<RecordDifference> Compare(RunDirectory again)
    {
        var repeated = (_byEpochs ? again.Metrics : again.Steps).Read().Take(_recorded.Count).ToArray();
        return Enumerable.Range(0, _recorded.Count).SelectMany(i =>
            RecordDifference.Between($"{Unit} {i + 1}", _recorded[i], i < repeated.Length ? repeated[i] : []));
    }

    private static IEnumerable<string> Differences(
        IReadOnlyDictionary<string, string>? recorded, IReadOnlyDictionary<string, string> now) => recorded is null
        ? ["The run did not record its machine."]
        : recorded.Keys.Union(now.Keys).Where(name => recorded.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name =>
                $"{name} was {recorded.GetValueOrDefault(name, "not recorded")}, is now {now.GetValueOrDefault(name, "not known")}.");

    private static Dictionary<string, string> Builds(IEnumerable<RunExtension> extensions) =>
        extensions.ToDictionary(extension => extension.Assembly, extension => $"{extension.Version} (build {extension.Build})");

    /// <summary>The run that is done again, whatever its kind.</summary>
    private sealed record Repetition(IDisposable Owner, ImageDataset Images, Action Run) : IDisposable
    {
        public void Dispose() => Owner.Dispose();
    }
}
