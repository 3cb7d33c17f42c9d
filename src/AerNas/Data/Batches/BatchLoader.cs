namespace AerNas.Data.Batches;

/// <summary>Batches of a subset, made on worker threads ahead of the step. Batch k of epoch e is a pure function of (options, e, k),
/// whatever the threads do, so a run that goes on at (e, k) sees the very bytes it would have seen.</summary>
internal sealed class BatchLoader
{
    private readonly ImageSubset _images;
    private readonly ImageTransform _transform;
    private readonly BatchOptions _options;

    /// <summary>Makes a loader.</summary>
    /// <param name="images">The images of an epoch.</param>
    /// <param name="normalization">What their pixels are normalized by.</param>
    /// <param name="options">How batches are made.</param>
    /// <exception cref="ArgumentException">The normalization has another number of channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A batch has no images, or none is made ahead.</exception>
    /// <exception cref="InvalidOptionsException">The augmentation is impossible for images of this size.</exception>
    public BatchLoader(ImageSubset images, ChannelNormalization normalization, BatchOptions options)
    {
        options.ThrowIfInvalid();
        _images = images;
        _options = options;
        _transform = new ImageTransform(images.Images, normalization, options.Augmentation);
    }

    /// <summary>Batches in an epoch, the smaller last one included.</summary>
    public int StepsPerEpoch => (_images.Count + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>The batches of an epoch. Each is valid until the next is asked for; leaving the loop stops the workers.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="fromStep">The first step wanted, from 0.</param>
    public IEnumerable<Batch> Epoch(int epoch, int fromStep = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(fromStep);
        return Enumerate(epoch, fromStep);
    }

    private IEnumerable<Batch> Enumerate(int epoch, int fromStep)
    {
        var order = _options.Order == BatchOrder.Sequential
            ? [.. _images.Indices]
            : BatchComposer.Shuffle(_images, new CounterRandom(_options.Seed, RandomStream.Order, epoch, 0));
        var composer = new BatchComposer(_transform, _images.Images, _options.Seed, RandomStream.Augmentation);
        foreach (var host in Prefetch.InOrder(fromStep, StepsPerEpoch, _options.Ahead, Compose))
        {
            using var batch = host.ToBatch(_options.Device, _options.DataType);
            yield return batch;
        }

        HostBatch Compose(int step) => composer.Compose(order.AsSpan(BatchComposer.Slice(step, _options.BatchSize, order.Length)), epoch);
    }
}
