using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Data;
using AerNas.Export;
using AerNas.Genotypes;
using AerNas.Genotypes.Costs;
using AerNas.Networks;
using AerNas.Networks.Blocks;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Sizes;
using AerNas.Texts;
using static TorchSharp.torch;

namespace AerNas.Training;

/// <summary>A training from scratch in a run directory: started anew, or taken up where its last checkpoint stands.</summary>
public sealed class TrainRun : IDisposable
{
    /// <summary>What its record says that it is.</summary>
    public const string Kind = "train";

    private readonly TrainingData _data;
    private readonly Genotype _genotype;
    private readonly TrainingState _state;

    private TrainRun(RunDirectory directory, TrainingOptions options, TrainingData data)
    {
        Directory = directory;
        Options = options;
        _data = data;
        _genotype = GenotypeNotation.Parse(options.Genotype);
        NumericThreads.Use(options.Runtime.Threads);
        _state = new TrainingState(Build(), options.Weights);
    }

    /// <summary>Where it is kept.</summary>
    public RunDirectory Directory { get; }

    /// <summary>Its resolved options.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The architecture it trains.</summary>
    public Genotype Genotype => _genotype;

    /// <summary>What its network costs.</summary>
    public GenotypeCost Cost => GenotypeCost.Of(_genotype, _state.Network.Skeleton);

    /// <summary>The images it trains on.</summary>
    public ImageDataset Dataset => _data.Dataset;

    /// <summary>What a person should know about the images and about going on, one sentence each; mostly empty.</summary>
    public ImmutableArray<string> Notes { get; private set; } = [];

    /// <summary>How far it has come.</summary>
    public RunPosition Position => _state.Position;

    /// <summary>The folder that the trained network is saved to.</summary>
    public string ModelPath => Path.Combine(Directory.Path, "model");

    /// <summary>Begins a training; nothing is written before options and images are known to be good.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="place">The folder to make.</param>
    /// <param name="time">Gives the date that the record states.</param>
    /// <param name="fitted">The same options for a number of training images; null: as they are, whatever their number.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be run with.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public static TrainRun Start(TrainingOptions options, RunPlace place, TimeProvider time, Func<int, TrainingOptions>? fitted = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var asked = Resolve(options);
        var images = OpenImages(asked);
        if (fitted is not null) asked = Resolve(fitted(images.Train.Count));
        var (resolved, batchNote) = Fitting(asked, images.Train.Count);
        var data = new TrainingData(images, resolved);
        resolved.Network.SkeletonFor(GenotypeNotation.Parse(resolved.Genotype), data.Dataset).Validate();
        return RunDirectory.Create(place).HandTo(directory =>
        {
            var run = new TrainRun(directory, resolved, data) { Notes = [.. images.Notes, .. batchNote] };
            run.Record(time).Save(directory);
            return run;
        });
    }

    /// <summary>Takes up a training at a checkpoint; a run that was stopped before its first one begins anew.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="checkpoint">Name of a checkpoint; null takes the newest.</param>
    /// <param name="images">Where the images of the run lie now, which is recorded; null where they have not moved.</param>
    /// <exception cref="DeviceNotAvailableException">The device it began on is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">No training lies there, or another process writes it.</exception>
    /// <exception cref="CheckpointMismatchException">The checkpoint is damaged or of another run, or the images have changed.</exception>
    public static TrainRun Resume(string path, string? checkpoint = null, string? images = null) => RunDirectory.TakeUp(path).HandTo(directory =>
        TakenUp(directory, RunRecord.Load(directory, Kind).WithImages(images), checkpoint, isMoved: images is not null));

    /// <summary>Takes up a finished training for more epochs, as <see cref="RunStretch"/> tells. It is not finished until it has come to its new end.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="epochs">How many epochs it is to have in all.</param>
    /// <param name="images">Where its images lie now; null where the record says.</param>
    /// <exception cref="InvalidOptionsException">It is not finished, or has as many epochs already.</exception>
    /// <inheritdoc cref="Resume"/>
    public static TrainRun Extend(string path, int epochs, string? images = null) => RunDirectory.TakeUp(path).HandTo(directory =>
    {
        var record = RunRecord.Load(directory, Kind).WithImages(images);
        var options = OptionsIn(record, directory);
        var stretch = RunStretch.Of(directory.Metrics.Read("epoch").Count, options.Training.Epochs, epochs);
        var longer = record with { Stretches = [.. record.Stretches ?? [], stretch] };
        var run = TakenUp(directory, longer, checkpoint: null, isMoved: false);
        longer.Save(directory);
        File.Delete(directory.ResultFile);
        var rate = options.LearningRate.Create(options.Weights);
        run.Notes =
        [
            string.Create(CultureInfo.InvariantCulture, $"A new stretch: from epoch {stretch.After + 1} on the training follows the schedules of {epochs} epochs. The learning rate, which had come to ")
                + string.Create(CultureInfo.InvariantCulture, $"{rate.At(stretch.After - 1, stretch.After):0.####}, goes on from {rate.At(stretch.After, epochs):0.####} along its schedule."),
            .. run.Notes,
        ];
        return run;
    });

    /// <summary>The resolved options of the training in a folder, with the epochs that it was lengthened to.</summary>
    /// <exception cref="RunStorageException">No training lies there, or its record is damaged.</exception>
    public static TrainingOptions OptionsOf(string path)
    {
        var directory = RunDirectory.Open(path);
        return OptionsIn(RunRecord.Load(directory, Kind), directory);
    }

    /// <summary>The resolved options that the training in a folder began with.</summary>
    /// <exception cref="RunStorageException">No training lies there, or its record is damaged.</exception>
    public static TrainingOptions FirstOptionsOf(string path)
    {
        var directory = RunDirectory.Open(path);
        return OptionsIn(RunRecord.Load(directory, Kind) with { Stretches = null }, directory);
    }

    /// <summary>Trains to the end and saves the network into <see cref="ModelPath"/>.</summary>
    /// <inheritdoc cref="ScratchTraining.Run"/>
    public TrainingResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var steps = new FirstSteps(Directory, Position);
        Directory.Checkpoints.Prune();
        var recorder = new TrainingRecorder(Directory, _genotype, Position);
        new ScratchTraining(Options, _data, _state, recorder)
            .Run(new StepProgress<TrainingProgress>(p => steps.Record(p.Position, p.Totals.Numbers), progress), cancellation);
        var accuracy = _state.Last!.TestAccuracy;
        ModelFolder.Save(ModelPath, ModelCard.Of(_state.Network.Skeleton, Dataset, accuracy) with { Framing = Options.Data.Framing }, _genotype, _state.Network);
        Directory.Finish(new JsonObject
        {
            ["model"] = "model",
            ["genotype"] = _genotype.ToString(),
            ["testAccuracy"] = accuracy,
            ["bestTestAccuracy"] = _state.Best?.TestAccuracy,
            ["parameters"] = Cost.Parameters, // without the auxiliary head, as papers count
            ["multiplyAdds"] = Cost.MultiplyAdds,
            ["epochs"] = _state.Position.Epoch,
        });
        return new TrainingResult(_genotype, ModelPath, accuracy, _state.Best?.TestAccuracy, recorder.Elapsed.TotalSeconds);
    }

    /// <summary>Releases its folder to other processes, and its memory.</summary>
    public void Dispose()
    {
        Directory.Dispose();
        _state.Dispose();
    }

    private static TrainRun TakenUp(RunDirectory directory, RunRecord record, string? checkpoint, bool isMoved)
    {
        var options = OptionsIn(record, directory);
        var data = new TrainingData(OpenImages(options), options);
        if (record.DatasetHash != data.Dataset.ContentHash)
            throw new CheckpointMismatchException(
                directory.RecordFile, $"The images {(options.Data.Path is { } place ? $"at {place}" : "that come with AerNas")} are not those the run {directory.Path} began with; restore them or start anew.");
        if (isMoved) record.Save(directory);
        var run = new TrainRun(directory, options, data);
        if (checkpoint is not null || !directory.Checkpoints.List().IsEmpty)
        {
            var (file, content) = directory.Checkpoints.Load(checkpoint is null ? null : directory.Checkpoints.Find(checkpoint));
            TrainingCheckpoint.Read(content, file, run._state, run._genotype);
            if (run.Position.Epoch > options.Training.Epochs || run.Position.Step > data.StepsPerEpoch)
                throw new CheckpointMismatchException(file, $"{file} stands after {run.Position.InWords}, "
                    + $"where the training of {Counted.Of(options.Training.Epochs, "epoch")} never comes to; go on from another checkpoint by --checkpoint, or start anew.");
        }

        string?[] damage = [directory.Metrics.TruncateFrom(run.Position.Epoch)];
        run.Notes = [.. data.Dataset.Notes, .. record.VersionNotes(Versions.Current), .. damage.OfType<string>()];
        return run;
    }

    private static TrainingOptions OptionsIn(RunRecord record, RunDirectory directory)
    {
        var options = RecordedOptions.Read(record.Options, directory.RecordFile, TrainingOptionsJson.Default.TrainingOptions);
        if (record.Stretches is [.., var last]) options = options with { Training = options.Training with { Epochs = last.Epochs } };
        return options.Validate() is not [var problem, ..] ? options : throw new RunStorageException(
            directory.RecordFile, $"{directory.RecordFile} holds options that this version of AerNas cannot run: {problem}");
    }

    private static TrainingOptions Resolve(TrainingOptions options)
    {
        if (options.Validate() is { Count: > 0 } problems) throw new InvalidOptionsException(problems);
        var threads = options.Runtime.Threads == 0 ? Environment.ProcessorCount : options.Runtime.Threads;
        var path = options.Data.Path is null ? null : Path.GetFullPath(options.Data.Path);
        return options with { Runtime = options.Runtime with { Threads = threads }, Data = options.Data with { Path = path } };
    }

    /// <summary>The options with a batch that the images have, and a sentence on it where that is another one.</summary>
    private static (TrainingOptions Options, string[] Note) Fitting(TrainingOptions options, int images)
    {
        var most = options.Data.Images ?? images;
        if (options.Training.BatchSize <= most || most > images || most < 2) return (options, []);
        return (options with { Training = options.Training with { BatchSize = most } }, [$"The batch is {most} images in place of {options.Training.BatchSize}: there are no more."]);
    }

    private static ImageDataset OpenImages(TrainingOptions options)
    {
        _ = ComputeDevice.Open(options.Runtime.Device); // before the images are read, which takes longer
        var reading = options.Data.Reading() with { Foresee = images => TrainingMemory.Of(options, images).Require("The training") };
        return DatasetSource.Open(options.Data.Path, reading);
    }

    private RunRecord Record(TimeProvider time) => new()
    {
        Kind = Kind,
        Started = time.GetUtcNow(),
        Options = JsonSerializer.SerializeToNode(Options, TrainingOptionsJson.Default.TrainingOptions)!,
        Versions = Versions.Current,
        Machine = RunMachine.Current,
        Dataset = Dataset.Name,
        DatasetHash = Dataset.ContentHash,
    };

    private DerivedNetwork Build()
    {
        using var stream = RandomStreams.Create(Options.Training.Seed, "weights");
        var weights = new WeightSource(stream, ScalarType.Float32, ComputeDevice.Open(Options.Runtime.Device));
        return DerivedNetwork.Create(_genotype, Options.Network.SkeletonFor(_genotype, Dataset), weights);
    }
}
