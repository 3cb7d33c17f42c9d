using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Texts;

namespace AerNas.Training;

/// <summary>The batches a network is trained and tested on.</summary>
internal sealed class TrainingData
{
    private readonly BatchLoader _training;
    private readonly BatchLoader? _validation;
    private readonly BatchLoader? _test;

    /// <summary>Makes the loaders.</summary>
    /// <exception cref="InvalidOptionsException">There are too few images, or the batch or auxiliary head does not suit them.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    public TrainingData(ImageDataset dataset, TrainingOptions options)
    {
        Dataset = dataset;
        Normalization = options.From?.Normalization ?? dataset.Normalization;
        new OptionRules()
            .Require(!(options.Data.Images > dataset.Train.Count), "data.images",
                $"is {options.Data.Images}, but there are only {dataset.Train.Count} training images.")
            .Require(Normalization.Mean.Length == dataset.Train.Channels, "from.model",
                $"takes images of {Counted.Of(Normalization.Mean.Length, "channel")}, and these have {dataset.Train.Channels}; take "
                + "images, or a model, of as many.")
            .ThrowIfBroken();
        Parts = HeldOutImages.Of(dataset.Train, options);
        var (size, images) = (options.Training.BatchSize, Parts.Learnt.Count);
        new OptionRules()
            .Require(size <= images, "training.batchSize", $"is {size}, but there are only {images} training images.")
            .Require(images % size != 1 || options.Network.AuxiliaryHead == AuxiliaryHead.None, "training.batchSize",
                $"{size} leaves one of {images} images for the last batch, and the auxiliary head's batch norm needs two; take another.")
            .Require(options.Network.AuxiliaryHead == AuxiliaryHead.None
                || options.Network.SkeletonFor(GenotypeNotation.Parse(options.Genotype), dataset).FitsAuxiliaryHead,
                "network.auxiliaryHead",
                $"images of {dataset.Train.Size} pixels are too small for it; set None, or a larger data.imageSize.")
            .ThrowIfBroken();
        Augmentation = options.Data.Augmentation;
        var batches = new BatchOptions
        {
            BatchSize = size,
            Seed = options.Training.Seed,
            Augmentation = Augmentation,
            Device = ComputeDevice.Open(options.Runtime.Device),
        };
        _training = new BatchLoader(Parts.Learnt, Normalization, batches);
        _validation = Judging(Parts.HeldOut);
        _test = Judging(dataset.Test is null ? null : ImageSubset.All(dataset.Test));

        BatchLoader? Judging(ImageSubset? subset) =>
            subset is null ? null : new BatchLoader(subset, Normalization, batches.ForEvaluation());
    }

    /// <summary>The images.</summary>
    public ImageDataset Dataset { get; }

    /// <summary>What is done to the training images.</summary>
    public Augmentation Augmentation { get; }

    /// <summary>What pixels are normalized by: as the model's that the training begins with, else as the images are.</summary>
    public ChannelNormalization Normalization { get; }

    /// <summary>The training images, and those of them that are held out.</summary>
    public HeldOutImages Parts { get; }

    /// <summary>How many images of each class are learnt from. // [K]</summary>
    public int[] CountByClass()
    {
        var counts = new int[Dataset.Train.Classes];
        foreach (var index in Parts.Learnt.Indices) counts[Dataset.Train.Labels[index]]++;
        return counts;
    }

    /// <summary>Steps in an epoch.</summary>
    public int StepsPerEpoch => _training.StepsPerEpoch;

    /// <summary>The training batches of an epoch from a step on.</summary>
    public IEnumerable<Batch> Epoch(int epoch, int fromStep) => _training.Epoch(epoch, fromStep);

    /// <summary>The batches of the training images that are held out; null where none are.</summary>
    public IEnumerable<Batch>? Validation() => _validation?.Epoch(0);

    /// <summary>The test batches; null where there are no test images.</summary>
    public IEnumerable<Batch>? Test() => _test?.Epoch(0);
}
