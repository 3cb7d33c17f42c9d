using System.Security.Cryptography;
using System.Text.Json;
using AerNas.Files;
using AerNas.Running;
using AerNas.Tabular;

namespace AerNas.Sampling;

/// <summary>A search-free method in a run directory, judged by a table. It takes seconds, so one that is taken up does everything again:
/// the same options end in the same architecture.</summary>
public sealed class SamplingRun : IDisposable
{
    private static readonly RunOpener<SamplingOptions> Opener = new(RunKind.Sampling)
    {
        Read = SamplingOptionsJson.ReadRecorded,
        Write = options => JsonSerializer.SerializeToNode(options, SamplingOptionsJson.Of(MethodCatalog.Of(options)))!,
        Validate = options => options.Validate(),
    };

    private const int EvaluationsWithoutTimes = 200;

    private readonly TabularBenchmark _table;

    private SamplingRun(RunDirectory directory, SamplingOptions options, TabularBenchmark table) =>
        (Directory, Options, _table) = (directory, options, table);

    /// <summary>Where it is kept.</summary>
    public RunDirectory Directory { get; }

    /// <summary>Its resolved options, with the limit that ends it.</summary>
    public SamplingOptions Options { get; }

    /// <summary>What the table was made from.</summary>
    public string Table => _table.Source;

    /// <summary>Begins a run; nothing is written before options and table are known to be good.</summary>
    /// <exception cref="InvalidOptionsException">The options cannot be run with, or not with this table.</exception>
    /// <exception cref="TabularFormatException">The table cannot be read.</exception>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public static SamplingRun Start(SamplingOptions options, RunPlace place, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var valid = Opener.Valid(options.WithNameOfCatalogue());
        var file = Path.GetFullPath(valid.Tabular.Path!);
        return TabularBenchmark.Open(file).HandTo(table =>
        {
            var resolved = Resolve(valid with { Tabular = valid.Tabular with { Path = file } }, table);
            return Opener.Begin(place, resolved, new RunSource(table.Source, HashOf(resolved)), time,
                directory => new SamplingRun(directory, resolved, table));
        });
    }

    /// <summary>Takes up a run by its recorded options: it begins anew.</summary>
    /// <exception cref="RunStorageException">No such run lies there, its record is damaged, or another process writes it.</exception>
    /// <exception cref="TabularFormatException">The table cannot be read.</exception>
    /// <exception cref="CheckpointMismatchException">The table has changed.</exception>
    public static SamplingRun Resume(string path) => Opener.TakeUp(path, images: null, run =>
        TabularBenchmark.Open(run.Options.Tabular.Path!).HandTo(table =>
    {
        if (HashOf(run.Options) != run.Record.DatasetHash)
            throw new CheckpointMismatchException(run.Directory.RecordFile,
                $"{run.Options.Tabular.Path} is not the table the run {path} began with; restore it or start anew.");
        File.Delete(run.Directory.Metrics.Path);
        return new SamplingRun(run.Directory, run.Options, table);
    }));

    /// <summary>Whether a run that lies in a folder is one of these; false where none lies there.</summary>
    public static bool IsIn(string path) => RunDirectory.Holds(path) && RunRecord.Load(RunDirectory.Open(path)).Is(RunKind.Sampling);

    /// <summary>Searches to the end.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; the run has no result.</exception>
    public SamplingResult Run(CancellationToken cancellation = default)
    {
        using var sampler = MethodCatalog.Of(Options).Sampler(Options, Options.Space);
        var judge = new TabularJudge(_table, Options.Tabular.Series, Options.Search.Seed);
        var history = new List<JudgedArchitecture>();
        var best = 0;
        double? seconds = 0;
        while (sampler.Propose(history) is { } path)
        {
            cancellation.ThrowIfCancellationRequested();
            history.Add(judge.Judge(path, history.Count));
            seconds += history[^1].Seconds;
            if (history[^1].Accuracy > history[best].Accuracy) best = history.Count - 1;
            Directory.Metrics.Append(Row(history, best, seconds));
            if (history.Count >= Options.Search.Evaluations || seconds >= Options.Search.Seconds) break; // what reaches the limit counts
        }

        var result = new SamplingResult(history[best].Path.ToGenotype(), history[best].Accuracy / 100, best, history.Count, seconds);
        Directory.Finish(ToJson(result));
        return result;
    }

    /// <summary>What the run's folder keeps of its result.</summary>
    /// <param name="result">What <see cref="Run"/> gave.</param>
    public JsonObject ToJson(SamplingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new JsonObject
        {
            ["space"] = Options.Space.Name,
            ["method"] = Options.Method,
            ["genotype"] = result.Genotype.ToString(),
            ["validationAccuracy"] = result.ValidationAccuracy,
            ["evaluation"] = result.Evaluation,
            ["evaluations"] = result.Evaluations,
            ["simulatedSeconds"] = result.Seconds,
        };
    }

    /// <summary>Releases its folder to other processes, and the table.</summary>
    public void Dispose()
    {
        Directory.Dispose();
        _table.Dispose();
    }

    private static SamplingOptions Resolve(SamplingOptions options, TabularBenchmark table)
    {
        var series = options.Tabular.Series;
        var rules = new OptionRules().Require(table.Series.Contains(series), "tabular",
            $"the table has no accuracies of {series}; it has {string.Join("; ", table.Series)}.");
        rules.ThrowIfBroken();
        var costs = TabularBenchmark.Cells.Select(cell => table.Cost(cell, series)).ToList();
        var hasTimes = costs.All(cost => cost is { TrainSeconds: not null, EvaluationSeconds: not null });
        rules.Require(TabularBenchmark.Cells.All(cell => table.Accuracy(cell, series) is not null), "tabular.path",
                "the table lacks cells, and a search may propose any of them: import the whole folder.")
            .Require(hasTimes || options.Search.Seconds is null, "search.seconds",
                "the table has no times of training and validation; limit the search by search.evaluations, or import NATS-Bench's folder.")
            .ThrowIfBroken();
        if (options.Search is not { Seconds: null, Evaluations: null }) return options;
        return options with
        {
            Search = hasTimes
                ? options.Search with { Seconds = SamplingPhaseOptions.PublishedSeconds(series.Dataset) }
                : options.Search with { Evaluations = EvaluationsWithoutTimes },
        };
    }

    private static JsonObject Row(List<JudgedArchitecture> history, int best, double? seconds) => new()
    {
        ["evaluation"] = history.Count - 1,
        ["genotype"] = history[^1].Path.ToGenotype().ToString(),
        ["validationAccuracy"] = history[^1].Accuracy / 100,
        ["bestValidationAccuracy"] = history[best].Accuracy / 100,
        ["simulatedSeconds"] = seconds,
    };

    private static string HashOf(SamplingOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(RegularFile.ReadBytes(options.Tabular.Path!, Array.MaxLength)));
}

/// <summary>What a search-free method found: the best of all it had judged.</summary>
/// <param name="Genotype">The architecture.</param>
/// <param name="ValidationAccuracy">The accuracy it was judged by, 0 to 1.</param>
/// <param name="Evaluation">As which it was judged, from 0; the first of equals.</param>
/// <param name="Evaluations">How many were judged.</param>
/// <param name="Seconds">What the trainings would have cost, in seconds; null where the table has no times.</param>
public sealed record SamplingResult(Genotype Genotype, double ValidationAccuracy, int Evaluation, int Evaluations, double? Seconds);
