using System.Diagnostics;
using System.Text.Json;
using AerNas.Costs;
using AerNas.Data;
using AerNas.Discretization;
using AerNas.Latency;
using AerNas.Running;
using AerNas.Sampling;
using AerNas.Searching;
using AerNas.Searching.Deriving;
using AerNas.Timing;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>The whole way from pictures to a model, in a time that is given: an architecture is searched, its network is made as large as
/// there is time to train it, trained from scratch and handed over. Search and training are ordinary runs in folders of the
/// fit's.</summary>
public sealed class FitRun : IDisposable
{
    private static readonly RunOpener<FitOptions> Opener = new(RunKind.Fit)
    {
        Read = (recorded, file) => RecordedOptions.Read(recorded, file, FitOptionsJson.Default.FitOptions),
        Write = options => JsonSerializer.SerializeToNode(options, FitOptionsJson.Default.FitOptions)!,
        Validate = options => options.Validate(),
    };

    private const int MiddlingChannels = 16;

    private readonly TimeProvider _time;
    private readonly FitClock _clock;
    private readonly MeasuredLatency _latency;

    private FitRun(RunDirectory directory, FitOptions options, ImageDataset images, (TimeProvider Time, TimeSpan? Before) clock)
    {
        (Directory, Options, Dataset, _time) = (directory, options, images, clock.Time);
        _clock = new FitClock(directory, options.Budget, clock.Before);
        _latency = new MeasuredLatency(images);
    }

    /// <summary>Where it is kept.</summary>
    public RunDirectory Directory { get; }

    /// <summary>Its resolved options.</summary>
    public FitOptions Options { get; }

    /// <summary>The images it learns from.</summary>
    public ImageDataset Dataset { get; }

    /// <summary>The folder of the search.</summary>
    public string SearchPath => Path.Combine(Directory.Path, "search");

    /// <summary>The folder of the training.</summary>
    public string TrainingPath => Path.Combine(Directory.Path, "training");

    /// <summary>The folder of the baseline's training.</summary>
    public string BaselinePath => Path.Combine(Directory.Path, "baseline");

    /// <summary>The folder that is handed over.</summary>
    public string ModelPath => Path.Combine(Directory.Path, "model");

    /// <summary>Begins a fit; nothing is written before options and images are known to be good.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="place">The folder to make.</param>
    /// <param name="time">Gives the dates that records state.</param>
    /// <param name="images">The images; null reads those that the options name.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be run with, or the budget is too short.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public static FitRun Start(FitOptions options, RunPlace place, TimeProvider time, ImageDataset? images = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var watch = Stopwatch.StartNew();
        var valid = Opener.Valid(options);
        var resolved = valid with
        {
            Runtime = valid.Runtime.Resolved,
            Data = valid.Data with { Path = valid.Data.Path is { } path ? Path.GetFullPath(path) : null },
        };
        var read = images ?? Open(resolved);
        RequireAnythingWithin(resolved, read);
        RequireTime(resolved, read, time);
        return Opener.Begin(place, resolved, RunSource.Of(read), time,
            directory => new FitRun(directory, resolved, read, (time, watch.Elapsed)));
    }

    /// <summary>Takes up a fit; of its budget is left what earlier processes did not spend.</summary>
    /// <param name="path">The folder of the fit.</param>
    /// <param name="time">Gives the dates that records state.</param>
    /// <param name="imagesAt">Where the images lie now, which is recorded; null where they have not moved.</param>
    /// <exception cref="RunStorageException">No fit lies there, or another process writes it.</exception>
    /// <exception cref="CheckpointMismatchException">The images have changed.</exception>
    public static FitRun Resume(string path, TimeProvider time, string? imagesAt = null) => Opener.TakeUp(path, imagesAt, run =>
    {
        var images = Open(run.Options);
        run.RequireSame(RunSource.Of(images), run.Options.Data.Path, areGiven: false);
        return new FitRun(run.Directory, run.Options, images, (time, null));
    });

    /// <summary>The resolved options of the fit in a folder.</summary>
    /// <exception cref="RunStorageException">No fit lies there, or its record is damaged.</exception>
    public static FitOptions OptionsOf(string path) => Opener.OptionsOf(path);

    /// <summary>Searches, trains and hands over; what an earlier process has done is not done again.</summary>
    /// <param name="progress">Is told after every step, and where a stage begins.</param>
    /// <param name="cancellation">Checked after every step.</param>
    /// <exception cref="InvalidOptionsException">The budget is too short, or no network keeps to the limits.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; everything is saved.</exception>
    public FitResult Run(IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        var found = Search(progress, cancellation);
        var trained = Train(found, progress, cancellation);
        var latency = HandOver.Write(ModelPath, trained.Model, Dataset);
        _clock.Keep();
        var result = new FitResult
        {
            Genotype = trained.Genotype,
            Model = ModelPath,
            Network = Fitted(TrainingPath, trained),
            Latency = latency,
            SearchTime = TimeSpan.FromSeconds(found.Seconds),
            Elapsed = _clock.Elapsed,
        };
        if (Options.Baseline) result = result with { Baseline = TrainBaseline(result, progress, cancellation) };
        Directory.Finish(ToJson(result));
        return result;
    }

    /// <summary>Releases its folder to other processes.</summary>
    public void Dispose() => Directory.Dispose();

    private SearchResult Search(IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        using var run = RunDirectory.Holds(SearchPath)
            ? SearchRun.Resume(SearchPath, images: Dataset)
            : SearchRun.Start(PlannedSearch(progress, cancellation), SearchPath, _time, Dataset);
        var report = new StepProgress<SearchProgress>(step =>
        {
            if (step.Finished is not null) _clock.Keep();
            progress?.Report(new FitProgress(FitStage.Search) { Search = step });
        });
        return run.Run(report, cancellation);
    }

    private SearchOptions PlannedSearch(IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var plan = new FitPlan(Options, Dataset);
        var options = plan.Search(Options.Limits.Latency is null ? null : Latencies(cancellation));
        if (Options.SearchEpochs is null)
        {
            options = plan.Shortened(options, StepTrial.SecondsPerStep((folder, steps, token) =>
            {
                using var run = SearchRun.Start(options, folder, _time, Dataset);
                run.Run(steps, token);
            }, cancellation));
        }

        progress?.Report(new FitProgress(FitStage.Search) { Decision = FitPlan.DecisionOn(options, Dataset.Train.Count) });
        return options;
    }

    /// <summary>What operations take in a network of a middling size: their order is what matters, and hardly depends on it.</summary>
    private LatencyTable Latencies(CancellationToken cancellation)
    {
        var size = NetworkSizes.Of(Options.Channels ?? MiddlingChannels);
        var skeleton = size.SkeletonOf(Options.Space, Dataset.Train.Classes, Dataset.Train.Size);
        return LatencyMeter.Measure(skeleton with { InputChannels = Dataset.Train.Channels }, LatencyRuntime.Onnx, cancellation);
    }

    private TrainingResult Train(SearchResult found, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var plan = new FitPlan(Options, Dataset);
        return new BudgetedTraining(TrainingPath, Dataset, _time).Run(() =>
        {
            var genotype = Derivation.Within(SearchPath, found, cell => new SizeChoice(cell, Dataset, Options, _latency).Excess());
            var (network, seconds) = new SizeChoice(genotype, Dataset, Options, _latency).Choose(
                size => SecondsPerImage(plan.Training(genotype, size), cancellation),
                (cost, seconds) => plan.ExpectedError(cost, _clock.Left - plan.Reserve, seconds));
            var options = plan.Training(genotype, network.Size, plan.EpochsIn(_clock.Left - plan.Reserve, seconds));
            progress?.Report(new FitProgress(FitStage.Training) { Decision = FitPlan.DecisionOn(options, network.Cost) });
            return options;
        }, Keeping(() => _clock.Left - plan.Reserve), Reporting(FitStage.Training, progress), cancellation);
    }

    /// <summary>The plain network has the time that the search took as well: it needs none.</summary>
    private FittedNetwork TrainBaseline(FitResult fit, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var (plan, watch) = (new FitPlan(Options, Dataset), Stopwatch.StartNew());
        var time = fit.SearchTime + fit.Network.Time - SpentOn(BaselinePath);
        var trained = new BudgetedTraining(BaselinePath, Dataset, _time).Run(() =>
        {
            var size = PlainNetwork.SizeFor(fit.Network.Cost.MultiplyAdds, Dataset);
            var seconds = SecondsPerImage(plan.Training(PlainNetwork.Genotype, size), cancellation);
            watch.Restart(); // its trial was none of its training
            var options = plan.Training(PlainNetwork.Genotype, size, plan.EpochsIn(time, seconds));
            progress?.Report(new FitProgress(FitStage.Baseline)
            {
                Decision = FitPlan.DecisionOn(options, PlainNetwork.CostOf(size, Dataset)),
            });
            return options;
        }, Keeping(() => time - watch.Elapsed), Reporting(FitStage.Baseline, progress), cancellation);
        return Fitted(BaselinePath, trained);
    }

    /// <summary>Demands that a network of the cheapest cell keeps to the limits.</summary>
    private static void RequireAnythingWithin(FitOptions options, ImageDataset images)
    {
        if (options.Limits == FitLimits.None) return;
        var search = new FitPlan(options, images).Search();
        if (MethodCatalog.Of(search).Proposal is not null) return; // what it will propose is not known
        var space = MethodCatalog.SpaceOf(search);
        using var alpha = ArchitectureParameters.FromValues(space, _ => zeros(space.Edges.Length, space.Operations.Length));
        alpha.Keep(KeptOperations.WithoutNone(space));
        var latency = new MeasuredLatency(images);
        var rule = new CostLimitRule(Derivation.RuleOf(search), cell => new SizeChoice(cell, images, options, latency).Excess());
        new SizeChoice(rule.Discretize(alpha), images, options, latency).Possible();
    }

    /// <summary>Demands that there is time for a few epochs of some network of the smallest size.</summary>
    private static void RequireTime(FitOptions options, ImageDataset images, TimeProvider time)
    {
        if (options.Epochs is not null) return;
        var (plan, drawn) = (new FitPlan(options, images), RandomArchitecture.Of(options.Space, options.Seed));
        var free = options with { Limits = FitLimits.None };
        var smallest = new SizeChoice(drawn, images, free, new MeasuredLatency(images)).Possible()[0];
        plan.RequireTime(SecondsPerImage(plan.Training(drawn, smallest.Size), images, time, CancellationToken.None));
    }

    private double SecondsPerImage(TrainingOptions options, CancellationToken cancellation) =>
        SecondsPerImage(options, Dataset, _time, cancellation);

    private static double SecondsPerImage(
        TrainingOptions options, ImageDataset images, TimeProvider time, CancellationToken cancellation)
    {
        var perStep = StepTrial.SecondsPerStep((folder, steps, token) =>
        {
            using var run = TrainRun.Start(options, folder, time, images);
            run.Run(steps, token);
        }, cancellation);
        return perStep / Math.Min(options.Training.BatchSize, images.Train.Count);
    }

    /// <summary>What a training has to end in; nothing where its epochs are fixed.</summary>
    private Func<TimeSpan>? Keeping(Func<TimeSpan> left) => Options.Epochs is null ? left : null;

    private StepProgress<TrainingProgress> Reporting(FitStage stage, IProgress<FitProgress>? progress) => new(step =>
    {
        if (step.Finished is not null) _clock.Keep();
        progress?.Report(new FitProgress(stage) { Training = step });
    });

    private FittedNetwork Fitted(string path, TrainingResult trained)
    {
        var options = TrainRun.OptionsOf(path);
        var skeleton = options.Network.SkeletonFor(trained.Genotype, Dataset);
        return new FittedNetwork(trained.TestAccuracy, options.Training.Epochs, GenotypeCost.Of(trained.Genotype, skeleton), skeleton,
            TimeSpan.FromSeconds(trained.Seconds));
    }

    private static TimeSpan SpentOn(string path)
    {
        return RunDirectory.Holds(path) && RunDirectory.Open(path).Metrics.Read("epoch") is [.., var last]
            ? TimeSpan.FromSeconds(last.Row["seconds"]?.GetValue<double>() ?? 0) : TimeSpan.Zero;
    }

    private static ImageDataset Open(FitOptions options)
    {
        _ = ComputeDevice.Open(options.Runtime.Device); // before the images are read, which takes longer
        return DatasetSource.Open(options.Data.Path, options.Data.Reading());
    }

    /// <summary>What the folder keeps of a result.</summary>
    internal static JsonObject ToJson(FitResult result) => new()
    {
        ["genotype"] = result.Genotype.ToString(),
        ["model"] = "model",
        ["testAccuracy"] = result.Network.TestAccuracy,
        ["parameters"] = result.Network.Cost.Parameters,
        ["multiplyAdds"] = result.Network.Cost.MultiplyAdds,
        ["latencySeconds"] = result.Latency.Median.TotalSeconds,
        ["epochs"] = result.Network.Epochs,
        ["searchSeconds"] = result.SearchTime.TotalSeconds,
        ["seconds"] = result.Elapsed.TotalSeconds,
        ["baselineTestAccuracy"] = result.Baseline?.TestAccuracy,
    };
}
