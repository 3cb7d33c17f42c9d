using System.Text.Json;
using AerNas.Data;
using AerNas.Running;
using AerNas.Sizes;
using AerNas.Texts;

namespace AerNas.Searching;

/// <summary>A search in a run directory: started anew, or taken up where its last checkpoint stands.</summary>
public sealed class SearchRun : IDisposable
{
    private static readonly RunOpener<SearchOptions> Opener = OpenerFor(method: null);

    private readonly SearchData _data;
    private readonly SearchState _state;

    private SearchRun(RunDirectory directory, SearchOptions options, SearchData data, SearchState state) =>
        (Directory, Options, _data, _state) = (directory, WithEngineOf(state, options), data, state);

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

    /// <summary>Begins a search by the method that the options were made for; nothing is written before options and images are known to be
    /// good.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="place">The folder to make.</param>
    /// <param name="time">Gives the date that the record states.</param>
    /// <param name="images">The images; null reads those that the options name.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be run with.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public static SearchRun Start(SearchOptions options, RunPlace place, TimeProvider time, ImageDataset? images = null)
    {
        var resolved = Resolve(options);
        return Begin(resolved, images ?? Open(resolved), place, time);
    }

    /// <summary>Reads the images that options name, after the options are known to be good.</summary>
    /// <exception cref="InvalidOptionsException">The options cannot be run with.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    /// <exception cref="MemoryShortageException">The search takes more memory than there is.</exception>
    public static ImageDataset OpenImages(SearchOptions options) => Open(Resolve(options));

    /// <summary>Takes up a search at a checkpoint; a run that was stopped before its first one begins anew.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="checkpoint">Name of a checkpoint; null takes the newest.</param>
    /// <param name="imagesAt">Where the images of the run lie now, which is recorded; null where they have not moved.</param>
    /// <param name="images">Its images where a program gave them, the same ones; null where the record tells their place.</param>
    /// <param name="method">Its method where it is of a program's own; null where the record names one that is known.</param>
    /// <exception cref="DeviceNotAvailableException">The device it began on is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">No search lies there, or another process writes it.</exception>
    /// <exception cref="CheckpointMismatchException">The checkpoint is damaged or of another run, or the images have changed.</exception>
    public static SearchRun Resume(
        string path, string? checkpoint = null, string? imagesAt = null, ImageDataset? images = null, SearchMethod? method = null) =>
        OpenerFor(method).TakeUp(path, imagesAt, run => TakeUp(run, checkpoint, images));

    /// <summary>Takes up a finished search for more epochs, as <see cref="RunStretch"/> tells; unfinished until their end.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="epochs">How many epochs it is to have in all.</param>
    /// <param name="images">Where its images lie now; null where the record says.</param>
    /// <exception cref="InvalidOptionsException">It is unfinished, has so many epochs, was stopped, or its schedule cannot.</exception>
    /// <inheritdoc cref="Resume"/>
    public static SearchRun Extend(string path, int epochs, string? images = null)
    {
        SearchStretch.RequireUnstopped(RunDirectory.Open(path));
        return Opener.Extend(path, epochs, images, (run, before, stretch) =>
        {
            SearchStretch.Require(before, stretch);
            var search = TakeUp(run, checkpoint: null);
            search.Notes = [SearchStretch.Sentence(before, search.Options, stretch), .. search.Notes];
            return search;
        });
    }

    /// <summary>The resolved options of the search in a folder, with the epochs that it was lengthened to.</summary>
    /// <exception cref="RunStorageException">No search lies there, or its record is damaged.</exception>
    public static SearchOptions OptionsOf(string path) => Opener.OptionsOf(path);

    /// <summary>The resolved options that the search in a folder began with.</summary>
    /// <exception cref="RunStorageException">No search lies there, or its record is damaged.</exception>
    public static SearchOptions FirstOptionsOf(string path) => Opener.FirstOptionsOf(path);

    /// <inheritdoc cref="ArchitectureSearch.Run"/>
    public SearchResult Run(IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        var returnsTo = Options.Stop is { Adaptation: not null } stop ? stop.From : (int?)null;
        var recorder = new RunRecorder<SearchCounters>(Directory, _state.Form(Options.Method), Position, returnsTo);
        var result = new ArchitectureSearch(Options, _data, _state, recorder).Run(progress, cancellation);
        Directory.Finish(ToJson(result));
        return result;
    }

    /// <summary>Releases its folder to other processes, and its memory.</summary>
    public void Dispose()
    {
        Directory.Dispose();
        _state.Dispose();
    }

    /// <summary>Opens searches, also those by a method that is none of the catalogue.</summary>
    private static RunOpener<SearchOptions> OpenerFor(SearchMethod? method) => new(RunKind.Search)
    {
        Read = (recorded, file) => SearchOptionsJson.ReadRecorded(recorded, file, method),
        Write = options => JsonSerializer.SerializeToNode(options, SearchOptionsJson.Of(MethodCatalog.Of(options)))!,
        Validate = options => options.Validate(),
        Epochs = options => new StagePlan(options).Epochs,
        WithEpochs = (options, epochs) => options with { Search = options.Search with { Epochs = epochs } },
    };

    private static SearchRun Begin(SearchOptions asked, ImageDataset images, RunPlace place, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var (options, batchNote) = FittingBatch.Of(asked, images.Train.Count);
        var data = new SearchData(images, options);
        var state = new SearchPartsFactory(options, images.Train).Begin();
        string?[] notes = [.. data.Notes, batchNote, state.Supernet.EngineNote];
        return Opener.Begin(place, WithEngineOf(state, options), SourceOf(data), time, directory =>
            new SearchRun(directory, options, data, state) { Notes = [.. notes.OfType<string>()] });
    }

    private static SearchRun TakeUp(TakenUpRun<SearchOptions> run, string? checkpoint, ImageDataset? images = null)
    {
        var data = new SearchData(images ?? Open(run.Options), run.Options);
        run.RequireSame(SourceOf(data), run.Options.Data.Path, areGiven: images is not null);
        var state = new SearchPartsFactory(run.Options, data.Dataset.Train).Begin();
        run.ReadInto(state, state.Form(run.Options.Method), checkpoint, () => Misplaced(run.Options, data, state));
        string?[] notes = [.. data.Notes, state.Supernet.EngineNote, .. run.GoOnAt(state.Position)];
        return new SearchRun(run.Directory, run.Options, data, state) { Notes = [.. notes.OfType<string>()] };
    }

    /// <summary>Tells where a state stands that the search never comes to; null where it does.</summary>
    private static string? Misplaced(SearchOptions options, SearchData data, SearchState state)
    {
        var plan = new StagePlan(options);
        var (epoch, step) = state.Position;
        var stages = new[] { epoch, step > 0 ? epoch : epoch - 1 }.Select(e => plan.At(Math.Max(0, e)).Stage);
        var isThere = epoch <= plan.Epochs && step <= data.StepsOf(epoch) && stages.Contains(state.Stage)
            && (epoch < plan.Epochs || state.Best is not null);
        return isThere ? null : $"in stage {state.Stage + 1}, where the search of {Counted.Of(plan.Epochs, "epoch")} never comes to";
    }

    private static RunSource SourceOf(SearchData data) => RunSource.Of(data.Dataset) with { SplitHash = data.Split.Hash };

    private static SearchOptions WithEngineOf(SearchState state, SearchOptions options) =>
        options with { Runtime = options.Runtime with { Engine = state.Supernet.Engine } };

    private JsonObject ToJson(SearchResult result)
    {
        var json = new JsonObject
        {
            ["space"] = Options.Space.Name,
            ["method"] = Options.Method,
            ["genotype"] = result.Genotype.ToString(),
            ["validationAccuracy"] = result.ValidationAccuracy,
            ["entropyBits"] = result.EntropyBits,
            ["epoch"] = result.Epoch,
        };
        if (result.Stopped is not null) json["stopped"] = result.Stopped;
        if (!result.Variants.IsEmpty) json["genotypeByMostSkips"] = result.VariantsToJson();
        if (!result.Front.IsEmpty) json["front"] = result.FrontToJson();
        return json;
    }

    private static ImageDataset Open(SearchOptions options)
    {
        _ = ComputeDevice.Open(options.Runtime.Device); // before the images are read, which takes longer
        var reading = options.Data.Reading() with { Foresee = images => SearchMemory.Of(options, images).Require("The search") };
        return DatasetSource.Open(options.Data.Path, reading);
    }

    private static SearchOptions Resolve(SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var valid = Opener.Valid(options.WithNameOfCatalogue());
        return valid with
        {
            Runtime = valid.Runtime.Resolved,
            Data = valid.Data with { Path = valid.Data.Path is { } path ? Path.GetFullPath(path) : null },
        };
    }
}
