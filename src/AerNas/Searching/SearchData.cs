using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Texts;

namespace AerNas.Searching;

/// <summary>The batches of both levels and those the supernet is validated on.</summary>
internal sealed class SearchData
{
    private readonly SearchOptions _options;
    private readonly BatchOptions _batches;
    private SearchBatchLoader _training;
    private int _batchSize; // of the training loader
    private readonly BatchLoader _validation;
    private readonly BatchLoader _scoring;

    /// <summary>Splits the training images and makes the loaders.</summary>
    /// <exception cref="InvalidOptionsException">There are fewer images than asked for, the batch is larger than a half of the split, or
    /// the images cannot be halved twice.</exception>
    /// <exception cref="DeviceNotAvailableException">The device of the options is not there.</exception>
    public SearchData(ImageDataset dataset, SearchOptions options)
    {
        Dataset = dataset;
        if (options.Data.Images > dataset.Train.Count)
            throw new InvalidOptionsException("data.images",
                $"is {options.Data.Images}, but there are only {dataset.Train.Count} training images.");
        var first = (int)Math.Floor(options.Data.TrainPortion * (options.Data.Images ?? dataset.Train.Count));
        if (options.Data.TrainPortion < 1 && (first == 0 || first == (options.Data.Images ?? dataset.Train.Count)))
            throw new InvalidOptionsException("data.trainPortion",
                $"is {options.Data.TrainPortion}, which leaves none of {options.Data.Images ?? dataset.Train.Count} images for w, or none "
                + "for alpha; 0.5 is usual.");
        Images = dataset.Train.Resize(options.Supernet.SizeOf(dataset.Train.Size), options.Data.Images);
        RequireEvenHalving(Images.Size, options.Space.Skeletons[0]);
        Split = SearchSplit.Of(Images, options.Data.TrainPortion, options.Data.Images);
        if (ThinClasses.NoneIsInBothParts(Split))
            throw new InvalidOptionsException(options.Data.Images is null ? "data.path" : "data.images",
                "no class has an image in both halves of the search, so that w would learn other classes than alpha is judged on. "
                + "Each class needs at least 2 images to learn from.");
        var smaller = Math.Min(Split.Weights.Count, Split.Alpha.Count);
        var largest = options.BatchSizeAt(new StagePlan(options).Epochs - 1);
        if (largest > smaller)
            throw new InvalidOptionsException("search.batchSize",
                $"{Size(options.Search.BatchSize, largest)}, but a half of the split has only {Counted.Of(smaller, "image")}.");
        if (DatasetOptions.ProblemOf(dataset.Train.Size) is { } problem) throw new InvalidOptionsException([problem]);
        _options = options;
        _batches = new BatchOptions
        {
            BatchSize = options.Search.BatchSize,
            Seed = options.Search.Seed,
            Augmentation = AugmentationOf(options),
            Device = ComputeDevice.Open(options.Runtime.Device),
        };
        _training = Training(options.Search.BatchSize);
        var validation = options.Data.Validation == ValidationImages.Plain ? _batches.ForEvaluation() : _batches;
        _validation = new BatchLoader(Split.Alpha, dataset.Normalization, validation);
        var scored = (options.Own?.Part<ProposalOptions>() ?? new ProposalOptions()).BatchSize;
        _scoring = new BatchLoader(Split.Alpha, dataset.Normalization, validation with { BatchSize = Math.Min(scored, Split.Alpha.Count) });
    }

    private static void RequireEvenHalving(int size, SkeletonForm form)
    {
        if (size % form.Stride != 0)
            throw new InvalidOptionsException("supernet.imageSize",
                $"must be a multiple of {form.Stride}, is {size}: the {form} network halves its maps {Counted.Of(form.Halvings, "time")}.");
    }

    public ImageDataset Dataset { get; }

    /// <summary>The training images as the supernet sees them.</summary>
    public ImageSet Images { get; }
    public SearchSplit Split { get; }

    /// <summary>What a person should know about the images and their split, one sentence each; mostly empty.</summary>
    public IEnumerable<string> Notes => Dataset.Notes.Concat(ThinClasses.Notes(Dataset, Split));

    /// <summary>Steps in the epoch that was last asked for.</summary>
    public int StepsPerEpoch => _training.StepsPerEpoch;

    public int StepsOf(int epoch)
    {
        if (_options.BatchSizeAt(epoch) is var size && size != _batchSize) _training = Training(size);
        return StepsPerEpoch;
    }

    /// <summary>The paired batches of an epoch from a step on.</summary>
    public IEnumerable<SearchBatch> Epoch(int epoch, int fromStep)
    {
        StepsOf(epoch);
        return _training.Epoch(epoch, fromStep);
    }

    /// <summary>The batches that the proposed architectures are scored on, one each: the validation half, again and again.</summary>
    public IEnumerable<Batch> ScoringBatches() => Passes(_scoring, pass => pass, first: 0);

    /// <summary>The batches that a learning state's architectures are judged on, one each: the validation half, over and over.</summary>
    public IEnumerable<Batch> JudgingBatches(int epoch, int first) =>
        Passes(_validation, pass => epoch + (pass + 1) * _options.Search.Epochs, first);

    /// <summary>The batches the supernet is validated on after an epoch.</summary>
    public IEnumerable<Batch> Validation(int epoch) => _validation.Epoch(epoch);

    private static Augmentation AugmentationOf(SearchOptions options) => new()
    {
        Order = options.Data.AugmentationOrder,
        CutoutLength = options.Data.Cutout,
        CutoutEpochs = options.Data.CutoutImages == CutoutImages.GrowingShare ? new StagePlan(options).Epochs : null,
    };

    private SearchBatchLoader Training(int batchSize)
    {
        _batchSize = batchSize;
        return new SearchBatchLoader(Split, Dataset.Normalization, _batches with { BatchSize = batchSize }, _options.Data.AlphaSampling);
    }

    private static string Size(int first, int largest) => first == largest ? $"is {first}" : $"grows from {first} to {largest}";

    /// <summary>Passes without end over a loader.</summary>
    /// <param name="loader">The batches.</param>
    /// <param name="epochOf">The loader's epoch that gives a pass its order and augmentation.</param>
    /// <param name="first">The first batch wanted.</param>
    private static IEnumerable<Batch> Passes(BatchLoader loader, Func<int, int> epochOf, int first)
    {
        var (pass, step) = int.DivRem(first, loader.StepsPerEpoch);
        for (; ; pass++, step = 0)
            foreach (var batch in loader.Epoch(epochOf(pass), step)) yield return batch;
    }
}
