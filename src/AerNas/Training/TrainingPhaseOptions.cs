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

    internal void Check(OptionRules rules) => rules
        .AtLeast(1, Epochs, "training.epochs")
        .Require(BatchSize is >= 2 and <= OptionRules.LargestWhole, "training.batchSize",
            $"must be at least 2 (batch norm needs two images) and at most {OptionRules.LargestWhole}, is {BatchSize}.")
        .Within(0, 1, LabelSmoothing, "training.labelSmoothing")
        .AtLeast(1, TestEvery, "training.testEvery");
}
