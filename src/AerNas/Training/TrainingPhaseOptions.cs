namespace AerNas.Training;

/// <summary>How long a network is trained, on what loss, and from which seed.</summary>
public sealed record TrainingPhaseOptions
{
    /// <value>Passes over the training images.</value>
    public int Epochs { get; init; } = 600;

    /// <value>Images a step.</value>
    public int BatchSize { get; init; } = 96;

    /// <value>Seeds every random stream of the run.</value>
    public int Seed { get; init; }

    /// <value>The part of each label that is spread over all classes; 0 is plain cross-entropy, ImageNet recipes take 0.1.</value>
    public double LabelSmoothing { get; init; }

    /// <value>Every how many epochs the network is tested; the last epoch always is.</value>
    public int TestEvery { get; init; } = 1;

    /// <value>How much an image counts in the loss, by its class.</value>
    public ClassWeighting ClassWeights { get; init; }

    /// <value>After how many epochs without a better one on the images held out it stops; null: after all epochs.</value>
    public int? Patience { get; init; }

    /// <value>Which network is handed over.</value>
    public KeptNetwork Keep { get; init; }

    /// <summary>Whether epochs are judged by training images that are held out.</summary>
    internal bool IsJudged => Patience is not null || Keep == KeptNetwork.Best;

    internal void Check(OptionRules rules) => rules
        .AtLeast(1, Epochs, "training.epochs")
        .Require(BatchSize is >= 2 and <= OptionRules.LargestWhole, "training.batchSize",
            $"must be at least 2 (batch norm needs two images) and at most {OptionRules.LargestWhole}, is {BatchSize}.")
        .Within(0, 1, LabelSmoothing, "training.labelSmoothing")
        .AtLeast(1, TestEvery, "training.testEvery")
        .AtLeast(1, Patience ?? 1, "training.patience");
}

/// <summary>How much an image counts in the loss, by its class.</summary>
public enum ClassWeighting
{
    /// <summary>Each as much as any other.</summary>
    None,

    /// <summary>Each class as much as any other: its images by n / (K n_c), n images in all, n_c of the class, K classes.</summary>
    Balanced,
}

/// <summary>Which network a training hands over.</summary>
public enum KeptNetwork
{
    /// <summary>That of the last epoch, as every published recipe does.</summary>
    Last,

    /// <summary>That of the epoch that was best on training images held out; never on the test images.</summary>
    Best,
}
