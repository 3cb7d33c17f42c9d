using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Data;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Sizes;
using AerNas.Texts;

namespace AerNas.Searching;

/// <summary>A search in a run directory: started anew, or taken up where its last checkpoint stands.</summary>
public sealed class SearchRun : IDisposable
{
    /// <summary>What its record says that it is.</summary>
    public const string Kind = "search";

    private readonly SearchData _data;
    private readonly SearchState _state;

    private SearchRun(RunDirectory directory, SearchOptions options, SearchData data, SearchState state)
    {
        Directory = directory;
        Options = options with { Runtime = options.Runtime with { Engine = state.Supernet.Engine } };
        _data = data;
        _state = state;
    }

    /// <summary>Where it is kept.</summary>
    public RunDirectory Directory { get; }

    /// <summary>Its resolved options; the engine is the one that runs.</summary>
    public SearchOptions Options { get; }

    /// <summary>The images it searches on.</summary>
    public ImageDataset Dataset => _data.Dataset;

    /// <summary>What a person should know about images, engine and going on, one sentence each; mostly empty.</summary>
    public ImmutableArray<string> Notes { get; private set; } = [];

    /// <summary>How far it has come.</summary>
    public RunPosition Position => _state.Position;

    /// <summary>Begins a search; nothing is written before options and images are known to be good.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="place">The folder to make.</param>
    /// <param name="time">Gives the date that the record states.</param>
    /// <param name="fitted">The same options for a number of training images; null: as they are, whatever their number.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be run with.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public static SearchRun Start(SearchOptions options, RunPlace place, TimeProvider time, Func<int, SearchOptions>? fitted = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var asked = Resolve(options.WithNamesOfCatalogues());
        var images = OpenImages(asked);
        if (fitted is not null) asked = Resolve(fitted(images.Train.Count).WithNamesOfCatalogues());
        var (resolved, batchNote) = FittingBatch.Of(asked, images.Train.Count);
        var data = new SearchData(images, resolved);
        var state = new SearchPartsFactory(resolved, images.Train).Begin();
        return RunDirectory.Create(place).HandTo(directory =>
        {
            var run = new SearchRun(directory, resolved, data, state) { Notes = [.. data.Notes, .. new[] { batchNote }.OfType<string>(), .. EngineNotes(state)] };
            run.Record(time).Save(directory);
            return run;
        });
    }

    /// <summary>Takes up a search at a checkpoint; a run that was stopped before its first one begins anew.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="checkpoint">Name of a checkpoint; null takes the newest.</param>
    /// <param name="images">Where the images of the run lie now, which is recorded; null where they have not moved.</param>
    /// <exception cref="DeviceNotAvailableException">The device it began on is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">No search lies there, or another process writes it.</exception>
    /// <exception cref="CheckpointMismatchException">The checkpoint is damaged or of another run, or the images have changed.</exception>
    public static SearchRun Resume(string path, string? checkpoint = null, string? images = null) => RunDirectory.TakeUp(path).HandTo(directory =>
        TakenUp(directory, RunRecord.Load(directory, Kind).WithImages(images), checkpoint, isMoved: images is not null));

    /// <summary>Takes up a finished search for more epochs, as <see cref="RunStretch"/> tells. It is not finished until it has come to its new end.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="epochs">How many epochs it is to have in all.</param>
    /// <param name="images">Where its images lie now; null where the record says.</param>
    /// <exception cref="InvalidOptionsException">It is not finished, has as many epochs already, a stop rule ended it, or its schedule cannot go on so.</exception>
    /// <inheritdoc cref="Resume"/>
    public static SearchRun Extend(string path, int epochs, string? images = null) => RunDirectory.TakeUp(path).HandTo(directory =>
    {
        var record = RunRecord.Load(directory, Kind).WithImages(images);
        var options = OptionsIn(record, directory);
        SearchStretch.RequireUnstopped(directory);
        var stretch = RunStretch.Of(directory.Metrics.Read("epoch").Count, new StagePlan(options).Epochs, epochs);
        SearchStretch.Require(options, stretch);
        var longer = record with { Stretches = [.. record.Stretches ?? [], stretch] };
        var run = TakenUp(directory, longer, checkpoint: null, isMoved: false);
        longer.Save(directory);
        File.Delete(directory.ResultFile);
        run.Notes = [SearchStretch.Sentence(options, run.Options, stretch), .. run.Notes];
        return run;
    });

    /// <summary>The resolved options of the search in a folder, with the epochs that it was lengthened to.</summary>
    /// <exception cref="RunStorageException">No search lies there, or its record is damaged.</exception>
    public static SearchOptions OptionsOf(string path)
    {
        var directory = RunDirectory.Open(path);
        return OptionsIn(RunRecord.Load(directory, Kind), directory);
    }

    /// <summary>The resolved options that the search in a folder began with.</summary>
    /// <exception cref="RunStorageException">No search lies there, or its record is damaged.</exception>
    public static SearchOptions FirstOptionsOf(string path)
    {
        var directory = RunDirectory.Open(path);
        return OptionsIn(RunRecord.Load(directory, Kind) with { Stretches = null }, directory);
    }

    /// <inheritdoc cref="ArchitectureSearch.Run"/>
    public SearchResult Run(IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        var recorder = new RunRecorder(Directory, Options.Method, Options.Stop is { Adaptation: not null } stop ? stop.From : null, Position);
        recorder.Prune();
        var search = new ArchitectureSearch(Options, _data, _state, recorder);
        var steps = new FirstSteps(Directory, Position);
        var result = search.Run(new StepProgress<SearchProgress>(p => steps.Record(p.Position, p.Totals.Numbers), progress), cancellation);
        Directory.Finish(ToJson(result));
        return result;
    }

    /// <summary>Releases its folder to other processes, and its memory.</summary>
    public void Dispose()
    {
        Directory.Dispose();
        _state.Dispose();
    }

    private static SearchRun TakenUp(RunDirectory directory, RunRecord record, string? checkpoint, bool isMoved)
    {
        var options = OptionsIn(record, directory);
        var data = new SearchData(OpenImages(options), options);
        if (record.DatasetHash != data.Dataset.ContentHash || record.SplitHash != data.Split.Hash)
            throw new CheckpointMismatchException(
                directory.RecordFile, $"The images {(options.Data.Path is { } place ? $"at {place}" : "that come with AerNas")} are not those the run {directory.Path} began with; restore them or start anew.");
        if (isMoved) record.Save(directory);
        var state = new SearchPartsFactory(options, data.Dataset.Train).Begin();
        var run = new SearchRun(directory, options, data, state);
        if (checkpoint is not null || !directory.Checkpoints.List().IsEmpty)
        {
            var (file, content) = directory.Checkpoints.Load(checkpoint is null ? null : directory.Checkpoints.Find(checkpoint));
            SearchCheckpoint.Read(content, file, state, options.Method);
            run.RequirePosition(file);
        }

        string?[] damage = [directory.Metrics.TruncateFrom(state.Position.Epoch)];
        run.Notes = [.. data.Notes, .. EngineNotes(state), .. record.VersionNotes(Versions.Current), .. damage.OfType<string>()];
        return run;
    }

    private static SearchOptions OptionsIn(RunRecord record, RunDirectory directory)
    {
        var options = SearchStretch.Over(
            RecordedOptions.Read(record.Options, directory.RecordFile, SearchOptionsJson.Default.SearchOptions), record.Stretches);
        return options.Validate() is not [var problem, ..] ? options : throw new RunStorageException(
            directory.RecordFile, $"{directory.RecordFile} holds options that this version of AerNas cannot run: {problem}");
    }

    /// <summary>Demands that a checkpoint stands where this search can come to.</summary>
    private void RequirePosition(string file)
    {
        var plan = new StagePlan(Options);
        var (epoch, step) = Position;
        var stages = new[] { epoch, step > 0 ? epoch : epoch - 1 }.Select(e => plan.At(Math.Max(0, e)).Stage);
        if (epoch > plan.Epochs || step > _data.StepsOf(epoch) || !stages.Contains(_state.Stage) || (epoch == plan.Epochs && _state.Best is null))
            throw new CheckpointMismatchException(file, $"{file} stands after {Position.InWords}, in stage {_state.Stage + 1}, "
                + $"where the search of {Counted.Of(plan.Epochs, "epoch")} never comes to; go on from another checkpoint by --checkpoint, or start anew.");
    }

    private RunRecord Record(TimeProvider time) => new()
    {
        Kind = Kind,
        Started = time.GetUtcNow(),
        Options = JsonSerializer.SerializeToNode(Options, SearchOptionsJson.Default.SearchOptions)!,
        Versions = Versions.Current,
        Machine = RunMachine.Current,
        Dataset = Dataset.Name,
        DatasetHash = Dataset.ContentHash,
        SplitHash = _data.Split.Hash,
    };

    private JsonObject ToJson(SearchResult result)
    {
        var json = new JsonObject
        {
            ["space"] = Options.Space,
            ["method"] = Options.Method,
            ["genotype"] = result.Genotype.ToString(),
            ["validationAccuracy"] = result.ValidationAccuracy,
            ["entropyBits"] = result.EntropyBits,
            ["epoch"] = result.Epoch,
        };
        if (result.Stopped is not null) json["stopped"] = result.Stopped;
        if (!result.Variants.IsEmpty) json["genotypeByMostSkips"] = result.VariantsToJson();
        return json;
    }

    private static IEnumerable<string> EngineNotes(SearchState state) => state.Supernet.EngineNote is { } note ? [note] : [];

    private static SearchOptions Resolve(SearchOptions options)
    {
        if (options.Validate() is { Count: > 0 } problems) throw new InvalidOptionsException(problems);
        var threads = options.Runtime.Threads == 0 ? Environment.ProcessorCount : options.Runtime.Threads;
        var path = options.Data.Path is null ? null : Path.GetFullPath(options.Data.Path);
        return options with { Runtime = options.Runtime with { Threads = threads }, Data = options.Data with { Path = path } };
    }

    private static ImageDataset OpenImages(SearchOptions options)
    {
        _ = ComputeDevice.Open(options.Runtime.Device); // before the images are read, which takes longer
        var reading = options.Data.Reading() with { Foresee = images => SearchMemory.Of(options, images).Require("The search") };
        return DatasetSource.Open(options.Data.Path, reading);
    }
}
