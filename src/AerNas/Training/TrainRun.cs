using System.Globalization;
using System.Text.Json;
using AerNas.Costs;
using AerNas.Data;
using AerNas.Export;
using AerNas.Networks;
using AerNas.Running;
using AerNas.Sizes;
using AerNas.Texts;

namespace AerNas.Training;

/// <summary>A training from scratch in a run directory: started anew, or taken up where its last checkpoint stands.</summary>
public sealed class TrainRun : IDisposable
{
    private static readonly RunOpener<TrainingOptions> Opener = new(RunKind.Training)
    {
        Read = (recorded, file) => Recorded(RecordedOptions.Read(recorded, file, TrainingOptionsJson.Default.TrainingOptions)),
        Write = options => JsonSerializer.SerializeToNode(options, TrainingOptionsJson.Default.TrainingOptions)!,
        Validate = options => options.Validate(),
        Epochs = options => options.Training.Epochs,
        WithEpochs = (options, epochs) => options with { Training = options.Training with { Epochs = epochs } },
    };

    private readonly TrainingData _data;
    private readonly TrainingState _state;

    private TrainRun(RunDirectory directory, TrainingOptions options, TrainingData data, TrainingState state)
    {
        (Directory, Options, _data, _state) = (directory, WithEngineOf(state, options), data, state);
        Genotype = GenotypeNotation.Parse(options.Genotype);
    }

    /// <summary>Where it is kept.</summary>
    public RunDirectory Directory { get; }

    /// <summary>Its resolved options; the engine is the one that runs.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The architecture it trains.</summary>
    public Genotype Genotype { get; }

    /// <summary>What its network costs.</summary>
    public GenotypeCost Cost => GenotypeCost.Of(Genotype, _state.Network.Skeleton);

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
    /// <param name="images">The images; null reads those that the options name.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be run with.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public static TrainRun Start(TrainingOptions options, RunPlace place, TimeProvider time, ImageDataset? images = null)
    {
        var resolved = Resolve(options);
        return Begin(resolved, images ?? Open(resolved), place, time);
    }

    /// <summary>Reads the images that options name, after the options are known to be good.</summary>
    /// <param name="options">What is to run on them.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be run with.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    /// <exception cref="MemoryShortageException">The training takes more memory than there is.</exception>
    public static ImageDataset OpenImages(TrainingOptions options) => Open(Resolve(options));

    /// <summary>Takes up a training at a checkpoint; a run that was stopped before its first one begins anew.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="checkpoint">Name of a checkpoint; null takes the newest.</param>
    /// <param name="imagesAt">Where the images of the run lie now, which is recorded; null where they have not moved.</param>
    /// <param name="images">Its images where a program gave them, the same ones; null where the record tells their place.</param>
    /// <exception cref="DeviceNotAvailableException">The device it began on is not there.</exception>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">No training lies there, or another process writes it.</exception>
    /// <exception cref="CheckpointMismatchException">The checkpoint is damaged or of another run, or the images have changed.</exception>
    public static TrainRun Resume(string path, string? checkpoint = null, string? imagesAt = null, ImageDataset? images = null) =>
        Opener.TakeUp(path, imagesAt, run => TakeUp(run, checkpoint, images));

    /// <summary>Takes up a finished training for more epochs, as <see cref="RunStretch"/> tells; unfinished until their end.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="epochs">How many epochs it is to have in all.</param>
    /// <param name="images">Where its images lie now; null where the record says.</param>
    /// <exception cref="InvalidOptionsException">It is not finished, or has as many epochs already.</exception>
    /// <inheritdoc cref="Resume"/>
    public static TrainRun Extend(string path, int epochs, string? images = null) =>
        Opener.Extend(path, epochs, images, (run, before, stretch) =>
    {
        var training = TakeUp(run, checkpoint: null);
        var rate = before.LearningRate.Create(before.Weights);
        training.Notes =
        [
            string.Create(CultureInfo.InvariantCulture, $"A new stretch: from epoch {stretch.After + 1} on the training follows the "
                + $"schedules of {epochs} epochs. The learning rate, which had come to ")
                + string.Create(CultureInfo.InvariantCulture, $"{rate.At(new EpochProgress(stretch.After - 1, stretch.After)):0.####}, "
                + $"goes on from {rate.At(new EpochProgress(stretch.After, epochs)):0.####} along its schedule."),
            .. training.Notes,
        ];
        return training;
    });

    /// <summary>Takes up a training that is under way, to end after another number of epochs, as <see cref="RunStretch"/> tells.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="epochs">How many epochs it is to have in all.</param>
    /// <param name="images">Its images where a program gave them; null where the record tells their place.</param>
    /// <exception cref="InvalidOptionsException">It has done as many epochs already.</exception>
    /// <inheritdoc cref="Resume"/>
    public static TrainRun Replan(string path, int epochs, ImageDataset? images = null) =>
        Opener.Replan(path, epochs, run => TakeUp(run, checkpoint: null, images));

    /// <summary>The resolved options of the training in a folder, with the epochs that it was lengthened to.</summary>
    /// <exception cref="RunStorageException">No training lies there, or its record is damaged.</exception>
    public static TrainingOptions OptionsOf(string path) => Opener.OptionsOf(path);

    /// <summary>The resolved options that the training in a folder began with.</summary>
    /// <exception cref="RunStorageException">No training lies there, or its record is damaged.</exception>
    public static TrainingOptions FirstOptionsOf(string path) => Opener.FirstOptionsOf(path);

    /// <summary>Trains to the end and saves the network into <see cref="ModelPath"/>.</summary>
    /// <inheritdoc cref="ScratchTraining.Run"/>
    public TrainingResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var recorder = new RunRecorder<TrainingCounters>(Directory, TrainingState.Form(Genotype), Position);
        var keepsBest = Options.Training.Keep == KeptNetwork.Best;
        var training = new ScratchTraining(Options, _data, _state, recorder, keepsBest ? () => Save(test: null) : null);
        training.Run(progress, cancellation);
        var kept = keepsBest ? _state.Kept! : _state.Last!;
        if (kept != _state.Last) ModelFolder.CopyInto(ModelPath, _state.Network);
        var test = kept == _state.Last && training.LastTest is { } last ? last
            : _data.Test() is { } batches ? Evaluation.Of(_state.Network, batches, cancellation) : null;
        Save(test);
        Finish(kept, test);
        return new TrainingResult(Genotype, ModelPath, test?.Accuracy, _state.Best?.TestAccuracy, recorder.Elapsed.TotalSeconds)
        {
            TestTopFive = test?.TopFiveAccuracy,
            Epoch = kept.Epoch,
            Epochs = _state.Position.Epoch,
        };
    }

    private void Save(TestOutcome? test) => ModelFolder.Save(ModelPath,
        ModelCard.Of(_state.Network.Skeleton, Dataset, test?.Accuracy) with
        {
            Framing = Options.Data.Framing,
            Mean = _data.Normalization.Mean,
            Std = _data.Normalization.Std,
        },
        Genotype, _state.Network);

    /// <summary>Records what it came to; it is done then.</summary>
    private void Finish(TrainingOutcome kept, TestOutcome? test)
    {
        if (test is not null) Directory.KeepTest(test.ToRecord(Dataset.ClassNames, Dataset.Test!));
        var result = new JsonObject
        {
            ["model"] = "model",
            ["genotype"] = Genotype.ToString(),
            ["testAccuracy"] = test?.Accuracy,
            ["bestTestAccuracy"] = _state.Best?.TestAccuracy,
            ["parameters"] = Cost.Parameters, // without the auxiliary head, as papers count
            ["multiplyAdds"] = Cost.MultiplyAdds,
            ["epochs"] = _state.Position.Epoch,
        };
        if (test?.TopFiveAccuracy is { } five) result["testTopFive"] = five;
        if (kept.ValidationAccuracy is { } judged) (result["keptEpoch"], result["validationAccuracy"]) = (kept.Epoch, judged);
        Directory.Finish(result);
    }

    /// <summary>Releases its folder to other processes, and its memory.</summary>
    public void Dispose()
    {
        Directory.Dispose();
        _state.Dispose();
    }

    private static TrainRun Begin(TrainingOptions asked, ImageDataset images, RunPlace place, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var (options, batchNote) = Fitting(Transfer.Resolved(asked) with { Data = asked.Data.DecidedBy(images.Train) }, images.Train);
        var data = new TrainingData(images, options);
        options.Network.SkeletonFor(GenotypeNotation.Parse(options.Genotype), images).Validate();
        var state = StateOf(options, images);
        if (options.From is { } from) Transfer.Into(from, state.Network);
        string?[] notes = [.. images.Notes, .. data.Parts.Notes, .. batchNote, state.Network.EngineNote];
        return Opener.Begin(place, WithEngineOf(state, options), RunSource.Of(images), time, directory =>
        {
            // whatever becomes of the model, the run can be taken up from here
            if (options.From is not null) directory.Save(state.Position, TrainingState.Form(state.Network.Genotype).Write(state));
            return new TrainRun(directory, options, data, state) { Notes = [.. notes.OfType<string>()] };
        });
    }

    private static TrainRun TakeUp(TakenUpRun<TrainingOptions> run, string? checkpoint, ImageDataset? images = null)
    {
        var options = run.Options;
        var data = new TrainingData(images ?? Open(options), options);
        run.RequireSame(RunSource.Of(data.Dataset), options.Data.Path, areGiven: images is not null);
        var state = StateOf(options, data.Dataset);
        if (options.From is { } from && run.Directory.Checkpoints.List().IsEmpty) Transfer.Into(from, state.Network);
        run.ReadInto(state, TrainingState.Form(GenotypeNotation.Parse(options.Genotype)), checkpoint, () =>
            state.Position.Epoch <= options.Training.Epochs && state.Position.Step <= data.StepsPerEpoch
                ? null : $"where the training of {Counted.Of(options.Training.Epochs, "epoch")} never comes to");
        string?[] notes = [.. data.Dataset.Notes, state.Network.EngineNote, .. run.GoOnAt(state.Position)];
        return new TrainRun(run.Directory, options, data, state) { Notes = [.. notes.OfType<string>()] };
    }

    private static ImageDataset Open(TrainingOptions options)
    {
        _ = ComputeDevice.Open(options.Runtime.Device); // before the images are read, which takes longer
        var reading = options.Data.Reading() with { Foresee = images => TrainingMemory.Of(options, images).Require("The training") };
        return DatasetSource.Open(options.Data.Path, reading);
    }

    private static TrainingOptions Resolve(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var valid = Opener.Valid(options);
        return valid with
        {
            Runtime = valid.Runtime.Resolved,
            Data = valid.Data with { Path = valid.Data.Path is { } path ? Path.GetFullPath(path) : null },
        };
    }

    /// <summary>The options with a batch that the images have, and a sentence on it where that is another one.</summary>
    private static (TrainingOptions Options, string[] Note) Fitting(TrainingOptions options, ImageSet images)
    {
        if (options.Data.Images > images.Count) return (options, []);
        var most = HeldOutImages.Of(images, options).Learnt.Count;
        if (options.Training.BatchSize <= most || most < 2) return (options, []);
        return (options with { Training = options.Training with { BatchSize = most } },
            [$"The batch is {most} images in place of {options.Training.BatchSize}: there are no more."]);
    }

    /// <summary>The state a training begins with.</summary>
    private static TrainingState StateOf(TrainingOptions options, ImageDataset images)
    {
        NumericThreads.Use(options.Runtime.Threads);
        using var stream = RandomStreams.Create(options.Training.Seed, "weights");
        var genotype = GenotypeNotation.Parse(options.Genotype);
        var weights = new WeightSource(stream, ScalarType.Float32, ComputeDevice.Open(options.Runtime.Device));
        var evaluated = new DerivedNetworkOptions
        {
            Engine = options.Runtime.Engine,
            DropsPaths = options.Network.DropPath > 0,
            Recomputes = options.Runtime.Memory == MemoryUse.Low,
        };
        var network = new DerivedNetwork(genotype, options.Network.SkeletonFor(genotype, images), weights, evaluated);
        network.ClaimProcessors();
        return new TrainingState(network, options.Weights, options.From is { Freeze: true });
    }

    private static TrainingOptions WithEngineOf(TrainingState state, TrainingOptions options) =>
        options with { Runtime = options.Runtime with { Engine = state.Network.Engine } };

    /// <summary>
    /// The options of a record; one that leaves engine or crop open is of a version that trained on Torch alone, or on whole images.
    /// </summary>
    private static TrainingOptions Recorded(TrainingOptions options) => options with
    {
        Data = options.Data with { Crop = options.Data.Crop ?? TrainingCrop.Shifted },
        Runtime = options.Runtime with
        {
            Engine = options.Runtime.Engine == NetworkEngine.Auto ? NetworkEngine.Torch : options.Runtime.Engine,
        },
    };
}

/// <summary>What a training came to.</summary>
/// <param name="Genotype">The architecture.</param>
/// <param name="Model">The folder of the trained network.</param>
/// <param name="TestAccuracy">Of the network that is handed over, 0 to 1, as reported; null without test images.</param>
/// <param name="BestTestAccuracy">The best of any epoch, which flatters; the official scripts log it as well.</param>
/// <param name="Seconds">Wall-clock time of the run, with earlier parts of it.</param>
public sealed record TrainingResult(Genotype Genotype, string Model, double? TestAccuracy, double? BestTestAccuracy, double Seconds)
{
    /// <summary>How often the right class is among the five likeliest, 0 to 1; null where there are no more, or no test images.</summary>
    public double? TestTopFive { get; init; }

    /// <summary>The epoch whose network it is, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>How many epochs were done; fewer than asked for where it stopped early.</summary>
    public required int Epochs { get; init; }
}
