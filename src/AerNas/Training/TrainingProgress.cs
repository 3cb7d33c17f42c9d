using AerNas.Running;

namespace AerNas.Training;

/// <summary>What a training reports after every step and every epoch.</summary>
public sealed record TrainingProgress : RunProgress
{
    /// <summary>Sums over the epoch so far; after an epoch, over that epoch.</summary>
    public required TrainingTotals Totals { get; init; }

    /// <summary>The learning rate of the epoch.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The epoch that has just ended; null within an epoch.</summary>
    public TrainingOutcome? Finished { get; init; }
}
