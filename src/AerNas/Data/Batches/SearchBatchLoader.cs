namespace AerNas.Data.Batches;

/// <summary>The paired batches of a search: one that trains w, one that trains alpha, both with the training augmentation as the official
/// code has it (official-semantics 45-47). Deterministic and made ahead like those of <see cref="BatchLoader"/>.</summary>
internal sealed class SearchBatchLoader
{
    private readonly SearchSplit _split;
    private readonly BatchOptions _options;
    private readonly AlphaSampling _sampling;
    private readonly BatchComposer _train;
    private readonly BatchComposer _valid;

    /// <summary>Makes a loader.</summary>
    /// <param name="split">The images of both levels.</param>
    /// <param name="normalization">What their pixels are normalized by.</param>
    /// <param name="options">How batches are made.</param>
    /// <param name="sampling">Which alpha images come with which training images.</param>
    /// <exception cref="ArgumentException">The normalization has another number of channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A batch has no images, or none is made ahead.</exception>
    /// <exception cref="InvalidOptionsException">The augmentation is impossible for images of this size.</exception>
    public SearchBatchLoader(
        SearchSplit split, ChannelNormalization normalization, BatchOptions options, AlphaSampling sampling = AlphaSampling.Passes)
    {
        options.ThrowIfInvalid();
        _split = split;
        _options = options;
        _sampling = sampling;
        _train = Composer(split.Weights.Images, RandomStream.Augmentation);
        _valid = Composer(split.Alpha.Images, RandomStream.AlphaAugmentation);

        BatchComposer Composer(ImageSet images, RandomStream stream) =>
            new(new ImageTransform(images, normalization, options.Augmentation), images, options.Seed, stream);
    }

    /// <summary>Steps in an epoch: one pass over the images that train w, the smaller last batch included.</summary>
    public int StepsPerEpoch => Steps(_split.Weights.Count);

    /// <summary>The batches of an epoch. Each is valid until the next is asked for; leaving the loop stops the workers.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="fromStep">The first step wanted, from 0.</param>
    public IEnumerable<SearchBatch> Epoch(int epoch, int fromStep = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(fromStep);
        return Enumerate(epoch, fromStep);
    }

    private IEnumerable<SearchBatch> Enumerate(int epoch, int fromStep)
    {
        var trainOrder = BatchComposer.Shuffle(_split.Weights, new CounterRandom(_options.Seed, RandomStream.Order, epoch, 0));
        var validOrders = _sampling == AlphaSampling.FreshBatches ? [] : AlphaOrders(epoch);
        foreach (var pair in Prefetch.InOrder(fromStep, StepsPerEpoch, _options.Ahead, Compose))
        {
            using var train = pair.Train.ToBatch(_options.Device, _options.DataType);
            using var valid = pair.Valid.ToBatch(_options.Device, _options.DataType);
            yield return new SearchBatch(train, valid);
        }

        HostBatchPair Compose(int step) => new(
            _train.Compose(trainOrder.AsSpan(BatchComposer.Slice(step, _options.BatchSize, trainOrder.Length)), epoch),
            _valid.Compose(AlphaImages(step), epoch));

        ReadOnlySpan<int> AlphaImages(int step)
        {
            if (_sampling == AlphaSampling.FreshBatches) return Fresh(epoch, step);
            var (pass, stepOfPass) = int.DivRem(step, _sampling == AlphaSampling.Passes ? Steps(_split.Alpha.Count) : StepsPerEpoch);
            return validOrders[pass].AsSpan(BatchComposer.Slice(stepOfPass, _options.BatchSize, validOrders[pass].Length));
        }
    }

    /// <summary>The alpha images of a step that depend on no other step.</summary>
    private int[] Fresh(int epoch, int step)
    {
        var random = new CounterRandom(_options.Seed, RandomStream.AlphaOrder, epoch, step);
        return [.. random.Draw(_split.Alpha.Count, _options.BatchSize).Select(position => _split.Alpha.Indices[position])];
    }

    /// <summary>The alpha images in the order they are shown, pass by pass; with replacement one pass, as long as the epoch.</summary>
    private int[][] AlphaOrders(int epoch)
    {
        if (_sampling == AlphaSampling.WithReplacement)
        {
            var random = new CounterRandom(_options.Seed, RandomStream.AlphaOrder, epoch, 0);
            var drawn = new int[_split.Weights.Count];
            for (var i = 0; i < drawn.Length; i++)
                drawn[i] = _split.Alpha.Indices[random.Below(_split.Alpha.Count)];
            return [drawn];
        }
        var passes = (StepsPerEpoch + Steps(_split.Alpha.Count) - 1) / Steps(_split.Alpha.Count);
        return [.. Enumerable.Range(0, passes).Select(pass =>
            BatchComposer.Shuffle(_split.Alpha, new CounterRandom(_options.Seed, RandomStream.AlphaOrder, epoch, pass)))];
    }

    private int Steps(int count) => (count + _options.BatchSize - 1) / _options.BatchSize;
}

/// <summary>The two batches of one step of a search; they live as long as a <see cref="Batch"/> of a loader does.</summary>
/// <param name="Train">Images that train the network weights w.</param>
/// <param name="Valid">Images that train alpha.</param>
internal sealed record SearchBatch(Batch Train, Batch Valid);

/// <summary>Both batches of a search step as plain numbers.</summary>
internal sealed record HostBatchPair(HostBatch Train, HostBatch Valid) : IDisposable
{
    public void Dispose()
    {
        Train.Dispose();
        Valid.Dispose();
    }
}
