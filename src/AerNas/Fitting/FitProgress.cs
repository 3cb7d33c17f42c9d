using AerNas.Searching;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>What a fit reports: a step of its search or of a training, or that it has come to a new stage.</summary>
/// <param name="Stage">What it is at.</param>
public sealed record FitProgress(FitStage Stage)
{
    /// <summary>A step of the search; null in other stages, and where a stage begins.</summary>
    public SearchProgress? Search { get; init; }

    /// <summary>A step of the training, or of the baseline's; null in other stages, and where a stage begins.</summary>
    public TrainingProgress? Training { get; init; }

    /// <summary>Where a stage begins, what was decided for it, in a sentence.</summary>
    public string? Decision { get; init; }
}

/// <summary>The stages of a fit, in their order.</summary>
public enum FitStage
{
    /// <summary>An architecture is searched.</summary>
    Search,

    /// <summary>Its network is trained from scratch.</summary>
    Training,

    /// <summary>A plain network is trained for as long, to compare with.</summary>
    Baseline,
}
