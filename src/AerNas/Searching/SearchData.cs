using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Options;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>The batches of both levels and those the supernet is validated on.</summary>
public sealed class SearchData
{
    private const int TotalStride = 4; // both spaces halve their maps twice, and add maps that were halved in different ways

    private readonly SearchBatchLoader _training;
    private readonly BatchLoader _validation;
    private readonly BatchLoader _scoring;

    /// <summary>Splits the training images and makes the loaders.</summary>
    /// <exception cref="InvalidOptionsException">The batch is larger than a half of the split, or the images cannot be halved twice.</exception>
    public SearchData(ImageDataset dataset, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        Dataset = dataset;
        Split = SearchSplit.Of(dataset.Train, options.Data.TrainPortion);
        var smaller = Math.Min(Split.Weights.Count, Split.Alpha.Count);
        if (options.Search.BatchSize > smaller)
            throw new InvalidOptionsException("search.batchSize", $"is {options.Search.BatchSize}, but a half of the split has only {smaller} images.");
        if (dataset.Train.Size % TotalStride != 0)
            throw new InvalidOptionsException("data.imageSize",
                $"the images have {dataset.Train.Size} pixels, which a supernet cannot halve twice; resize them to a multiple of {TotalStride}.");
        var batches = new BatchOptions
        {
            BatchSize = options.Search.BatchSize,
            Seed = options.Search.Seed,
            Augmentation = new Augmentation { Order = options.Data.AugmentationOrder, CutoutLength = options.Data.Cutout },
            Device = new Device(options.Runtime.Device),
        };
        _training = new SearchBatchLoader(Split, dataset.Normalization, batches, options.Data.AlphaSampling);
        _validation = new BatchLoader(
            Split.Alpha, dataset.Normalization, options.Data.Validation == ValidationImages.Plain ? batches.ForEvaluation() : batches);
        var scored = (options.Proposals ?? new ProposalOptions()).BatchSize;
        _scoring = new BatchLoader(Split.Alpha, dataset.Normalization, batches.ForEvaluation() with { BatchSize = Math.Min(scored, Split.Alpha.Count) });
    }

    /// <summary>The images.</summary>
    public ImageDataset Dataset { get; }

    /// <summary>Which of them train what.</summary>
    public SearchSplit Split { get; }

    /// <summary>Steps in an epoch.</summary>
    public int StepsPerEpoch => _training.StepsPerEpoch;

    /// <summary>The paired batches of an epoch from a step on.</summary>
    public IEnumerable<SearchBatch> Epoch(int epoch, int fromStep) => _training.Epoch(epoch, fromStep);

    /// <summary>The batches that architectures are scored on, one each: the validation half as it is, again and again.</summary>
    public IEnumerable<Batch> ScoringBatches()
    {
        while (true)
        {
            foreach (var batch in _scoring.Epoch(0)) yield return batch;
        }
    }

    /// <summary>The batches the supernet is validated on after an epoch.</summary>
    public IEnumerable<Batch> Validation(int epoch) => _validation.Epoch(epoch);
}
