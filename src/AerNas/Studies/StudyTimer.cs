// A few steps of each search and training that computes something else are done in a folder that is removed again; the median is their
// time. The first search is begun twice: its first beginning pays for compiling. Neither a seed nor the regularizer changes a step's time,
// so settings that differ in them only are timed once and take the same. Alpha learns from the first step on, which it does not in epochs
// of warm-up: those take less. What a search will find is not known: a random architecture is trained in its place.

using System.Text.Json;
using AerNas.Files;
using AerNas.Running;
using AerNas.Sizes;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>Times runs of a study, each by a few of its steps.</summary>
internal sealed class StudyTimer(StudyPlan plan, TimeProvider time, CancellationToken cancellation)
{
    private const int Steps = 3; // after a first one
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(5); // of steps that are so long, fewer tell

    private readonly Dictionary<string, TimeSpan> _searches = [];

    /// <summary>The training of a random architecture; null until a run has needed it.</summary>
    public TimeSpan? Training { get; private set; }

    /// <summary>A run's search and training; nothing of what it does not do.</summary>
    /// <exception cref="MemoryShortageException">One of them takes more memory than there is.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public (TimeSpan Search, TimeSpan Training) TimeOf(StudyEntry run) => (
        plan.SearchOf(run) is { } search ? TimeOf(run, search) : TimeSpan.Zero,
        plan.TrainedNetworkOf(run) is { } network ? TimeOf(network)
            : plan.Training is { } training ? Training ??= TimeOf(training)
            : TimeSpan.Zero);

    private TimeSpan TimeOf(StudyEntry run, SearchOptions search)
    {
        search = search with { Alpha = search.Alpha.WithoutWarmUp };
        var arithmetic = ArithmeticOf(search);
        if (_searches.TryGetValue(arithmetic, out var known)) return known;
        if (_searches.Count == 0) Measure(Begin); // compiles the code that all of them run
        return _searches[arithmetic] = Measure(Begin);

        StudyTask Begin(string path) => StudyTask.Search(run, search, path, time);
    }

    private TimeSpan TimeOf(TrainingOptions network) =>
        Measure(path => StudyTask.Training(plan.Runs[0], () => network, path, time));

    /// <summary>What tells searches apart whose steps take another time: all but the seed and the regularizer.</summary>
    private static string ArithmeticOf(SearchOptions search) =>
        JsonSerializer.Serialize(search with { Entropy = new EntropyOptions(), Search = search.Search with { Seed = 0 } },
            SearchOptionsJson.Of(MethodCatalog.Of(search)));

    private TimeSpan Measure(Func<string, StudyTask> begin)
    {
        using var folder = new TemporaryFolder("estimate");
        var (steps, last) =
            StepTiming.Of<RunProgress>(begin(Path.Combine(folder.Path, "run")).Do, Steps, time, Enough, cancellation);
        return steps.Order().ElementAt(steps.Count / 2) * last!.StepsPerEpoch * last.Epochs;
    }
}
