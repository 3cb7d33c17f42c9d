namespace AerNas.Cli.Display;

/// <summary>What a display shows of a run at one moment.</summary>
internal sealed record RunStatus
{
    /// <summary>The current epoch, from 1.</summary>
    public required int Epoch { get; init; }
    public required int Epochs { get; init; }
    public required int Step { get; init; }
    public required int StepsPerEpoch { get; init; }
    public required long Images { get; init; }
    public bool EpochEnded { get; init; }

    /// <summary>Losses, accuracies and the like, ready to print.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The cell that alpha stands for; null where there is none yet.</summary>
    public string? Cell { get; init; }

    /// <summary>What the person in front of it should do; null where all is well.</summary>
    public string? Advice { get; init; }
    public bool AdviceIsNew { get; init; }

    /// <summary>The part of the run that is done, 0 to 1.</summary>
    public double Done => (Epoch - 1 + (double)Step / StepsPerEpoch) / Epochs;
}
