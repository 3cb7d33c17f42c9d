// A few steps of each search and training that computes something else are done in a folder that is removed again; the median is their
// time. The first search is begun twice: its first beginning pays for compiling. Neither a seed nor the regularizer changes a step's time,
// so settings that differ in them only are timed once and take the same. What a search will find is not known: a random architecture is
// trained in its place.

using System.Text.Json;
using AerNas.Files;
using AerNas.Running;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>How long a study takes on this machine, from the time of a few steps of each setting, and of each network that it
/// trains.</summary>
/// <param name="Runs">The time of one run of each setting, its training included, by its name; without validation between epochs.</param>
/// <param name="Training">The part of it that trains the network of a random architecture; null where the study does not train.</param>
/// <param name="Total">The time of the whole study.</param>
public sealed record StudyEstimate(IReadOnlyDictionary<string, TimeSpan> Runs, TimeSpan? Training, TimeSpan Total)
{
    private const int Steps = 3; // after a first one

    /// <summary>Times a few steps of each setting.</summary>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static StudyEstimate Of(StudyOptions options, int sideBySide, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sideBySide, 1);
        var plan = new StudyPlan(StudyImages.Resolve(options));
        var searches = plan.Runs.DistinctBy(run => run.Setting).Where(run => plan.SearchOf(run) is not null)
            .ToLookup(run => ArithmeticOf(plan.SearchOf(run)!));
        if (searches.Count > 0) Measure(path => Search(searches.First().First(), path)); // compiles the code that all of them run
        var runs = new Dictionary<string, TimeSpan>();
        foreach (var alike in searches)
        {
            var each = Measure(path => Search(alike.First(), path));
            foreach (var run in alike) runs[run.Setting] = each;
        }

        TimeSpan? random = null;
        if (plan.Training is { } training)
        {
            var chance = Measure(path => Train(training, path));
            foreach (var run in plan.Runs.DistinctBy(run => run.Setting))
            {
                var each = plan.TrainedNetworkOf(run) is { } network ? Measure(path => Train(network, path)) : chance;
                runs[run.Setting] = runs.GetValueOrDefault(run.Setting) + each;
            }

            random = chance;
        }

        var total = plan.Runs.Where(run => runs.ContainsKey(run.Setting)).Aggregate(TimeSpan.Zero, (sum, run) => sum + runs[run.Setting]);
        return new StudyEstimate(runs, random, total / Math.Min(sideBySide, plan.Runs.Length));

        StudyTask Search(StudyEntry run, string path) => StudyTask.Search(run, plan.SearchOf(run)!, path, time);

        StudyTask Train(TrainingOptions network, string path) => StudyTask.Training(plan.Runs[0], () => network, path, time);

        TimeSpan Measure(Func<string, StudyTask> begin) => TimeOf(begin, time, cancellation);
    }

    /// <summary>What tells searches apart whose steps take another time: all but the seed and the regularizer.</summary>
    private static string ArithmeticOf(SearchOptions search) =>
        JsonSerializer.Serialize(search with { Entropy = new EntropyOptions(), Search = search.Search with { Seed = 0 } },
            SearchOptionsJson.Of(MethodCatalog.Of(search)));

    private static TimeSpan TimeOf(Func<string, StudyTask> begin, TimeProvider time, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder("estimate");
        var (steps, last) = StepTiming.Of<RunProgress>(begin(Path.Combine(folder.Path, "run")).Do, Steps, time, cancellation);
        return steps.Order().ElementAt(steps.Count / 2) * last!.StepsPerEpoch * last.Epochs;
    }
}
