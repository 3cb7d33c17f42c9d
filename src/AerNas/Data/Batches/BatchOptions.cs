namespace AerNas.Data.Batches;

/// <summary>How batches are made.</summary>
internal sealed record BatchOptions
{
    /// <summary>Images in a batch; the last batch of an epoch may have fewer.</summary>
    /// <value>By default 64.</value>
    public int BatchSize { get; init; } = 64;
    public long Seed { get; init; }

    /// <summary>What is done to the images.</summary>
    /// <value>By default nothing.</value>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>The order in which a <see cref="BatchLoader"/> visits the images; a search always shuffles.</summary>
    /// <value>By default shuffled.</value>
    public BatchOrder Order { get; init; } = BatchOrder.Shuffled;

    /// <summary>How many batches are made ahead of the step, on as many threads of the thread pool.</summary>
    /// <value>By default 2.</value>
    public int Ahead { get; init; } = 2;

    /// <summary>Where the tensors are wanted.</summary>
    /// <value>By default the CPU.</value>
    public Device Device { get; init; } = CPU;

    /// <summary>The type of the images.</summary>
    /// <value>By default float32.</value>
    public ScalarType DataType { get; init; } = float32;

    /// <summary>The same for validation and test: no augmentation, in order.</summary>
    public BatchOptions ForEvaluation() => this with { Augmentation = Augmentation.None, Order = BatchOrder.Sequential };

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Ahead, 1);
    }
}
