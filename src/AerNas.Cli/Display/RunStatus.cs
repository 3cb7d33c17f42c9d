namespace AerNas.Cli.Display;

/// <summary>What a display shows of a run at one moment.</summary>
internal sealed record RunStatus
{
    /// <summary>The current epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs in all.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done in it.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Images seen in this epoch.</summary>
    public required long Images { get; init; }

    /// <summary>Whether the epoch has just ended.</summary>
    public bool EpochEnded { get; init; }

    /// <summary>Losses, accuracies and the like, ready to print.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The cell that alpha stands for; null where there is none yet.</summary>
    public string? Cell { get; init; }

    /// <summary>What the person in front of it should do; null where all is well.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether the advice was not given before.</summary>
    public bool AdviceIsNew { get; init; }

    /// <summary>The part of the run that is done, 0 to 1.</summary>
    public double Done => (Epoch - 1 + (double)Step / StepsPerEpoch) / Epochs;
}
