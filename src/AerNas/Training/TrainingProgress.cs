using AerNas.Runs;

namespace AerNas.Training;

/// <summary>What a training reports after every step and every epoch.</summary>
public sealed record TrainingProgress
{
    /// <summary>How far it has come.</summary>
    public required RunPosition Position { get; init; }

    /// <summary>Steps in an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Epochs in all.</summary>
    public required int Epochs { get; init; }

    /// <summary>Sums over the epoch so far; after an epoch, over that epoch.</summary>
    public required TrainingTotals Totals { get; init; }

    /// <summary>The learning rate of the epoch.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The epoch that has just ended; null within an epoch.</summary>
    public TrainingOutcome? Finished { get; init; }
}
