using AerNas.Extensions;
using AerNas.Files;

namespace AerNas.Running;

/// <summary>Begins the runs of a kind, takes them up, lengthens finished ones, and reads the options they recorded.</summary>
/// <typeparam name="TOptions">The options of such a run.</typeparam>
internal sealed class RunOpener<TOptions>(RunKind kind)
{
    /// <summary>Reads recorded options, given what the record says and its file.</summary>
    public required Func<JsonNode, string, TOptions> Read { get; init; }
    public required Func<TOptions, JsonNode> Write { get; init; }
    public required Func<TOptions, IReadOnlyList<OptionProblem>> Validate { get; init; }

    /// <summary>How many epochs there are by some options.</summary>
    public Func<TOptions, int> Epochs { get; init; } = _ => 0;

    /// <summary>The same options with another number of epochs.</summary>
    public Func<TOptions, int, TOptions> WithEpochs { get; init; } = (options, _) => options;

    /// <summary>The options of the run in a folder, with the epochs that it was lengthened to.</summary>
    /// <exception cref="RunStorageException">No such run lies there, or its record is damaged.</exception>
    public TOptions OptionsOf(string path) => OptionsIn(RunDirectory.Open(path), record => record);

    /// <summary>The options that the run in a folder began with.</summary>
    /// <inheritdoc cref="OptionsOf"/>
    public TOptions FirstOptionsOf(string path) => OptionsIn(RunDirectory.Open(path), record => record with { Stretches = null });

    /// <summary>Demands options that can be run with.</summary>
    /// <exception cref="InvalidOptionsException">They cannot.</exception>
    public TOptions Valid(TOptions options) =>
        Validate(options) is { Count: > 0 } problems ? throw new InvalidOptionsException(problems) : options;

    /// <summary>Begins a run in a new folder and writes its record.</summary>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public TRun Begin<TRun>(RunPlace place, TOptions options, RunSource source, TimeProvider time, Func<RunDirectory, TRun> make) =>
        RunDirectory.Create(place).HandTo(directory =>
        {
            new RunRecord
            {
                Kind = kind.Word,
                Started = time.GetUtcNow(),
                Options = Write(options),
                Versions = Versions.Current,
                Machine = RunMachine.Current,
                Dataset = source.Name,
                DatasetHash = source.Hash,
                SplitHash = source.SplitHash,
                Extensions = ExtensionScope.Recorded,
            }.Save(directory);
            return make(directory);
        });

    /// <summary>Takes up the run in a folder.</summary>
    /// <exception cref="RunStorageException">No such run lies there, its record is damaged, or another process writes it.</exception>
    public TRun TakeUp<TRun>(string path, string? images, Func<TakenUpRun<TOptions>, TRun> make) =>
        RunDirectory.TakeUp(path).HandTo(directory =>
    {
        var record = RunRecord.Load(directory, kind).WithImages(images);
        return make(new TakenUpRun<TOptions>(directory, record, OptionsIn(directory, record)) { IsMoved = images is not null });
    });

    /// <summary>Takes up a finished run for more epochs, as <see cref="RunStretch"/> tells.</summary>
    /// <exception cref="InvalidOptionsException">It is not finished, or has as many epochs already.</exception>
    /// <inheritdoc cref="TakeUp"/>
    public TRun Extend<TRun>(string path, int epochs, string? images, Func<TakenUpRun<TOptions>, TOptions, RunStretch, TRun> make) =>
        GoOn(path, images, (done, planned) => RunStretch.Of(done, planned, epochs), make);

    /// <summary>Takes up a run, finished or not, to end after another number of epochs, as <see cref="RunStretch"/> tells.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="epochs">How many epochs it is to have in all.</param>
    /// <param name="make">Makes the run, which owns the folder from then on.</param>
    /// <exception cref="InvalidOptionsException">It has done as many epochs already.</exception>
    /// <inheritdoc cref="TakeUp"/>
    public TRun Replan<TRun>(string path, int epochs, Func<TakenUpRun<TOptions>, TRun> make) =>
        GoOn(path, images: null, (done, _) => RunStretch.Planned(done, epochs), (run, _, _) => make(run));

    private TRun GoOn<TRun>(string path, string? images, Func<int, int, RunStretch> plan,
        Func<TakenUpRun<TOptions>, TOptions, RunStretch, TRun> make) =>
        RunDirectory.TakeUp(path).HandTo(directory =>
        {
            var record = RunRecord.Load(directory, kind).WithImages(images);
            var before = OptionsIn(directory, record);
            var stretch = plan(directory.Metrics.Read("epoch").Count, Epochs(before));
            var longer = record with { Stretches = [.. record.Stretches ?? [], stretch] };
            var run = make(new TakenUpRun<TOptions>(directory, longer, OptionsIn(directory, longer)), before, stretch);
            longer.Save(directory);
            File.Delete(directory.ResultFile);
            return run;
        });

    private TOptions OptionsIn(RunDirectory directory, Func<RunRecord, RunRecord> change) =>
        OptionsIn(directory, change(RunRecord.Load(directory, kind)));

    private TOptions OptionsIn(RunDirectory directory, RunRecord record)
    {
        try
        {
            var options = Read(record.Options, directory.RecordFile);
            if (record.Stretches is [.., var last]) options = WithEpochs(options, last.Epochs);
            return Validate(options) is not [var problem, ..] ? options : throw new RunStorageException(
                directory.RecordFile, $"{directory.RecordFile} holds options that this version of AerNas cannot run: {problem}");
        }
        catch (RunStorageException) when (ExtensionScope.Missing(record.Extensions) is { } missing)
        {
            throw new RunStorageException(directory.RecordFile, $"{directory.Path}: {missing}");
        }
    }
}
