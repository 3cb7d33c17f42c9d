namespace AerNas.Methods;

/// <summary>How long a search runs and what it starts from.</summary>
public sealed record SearchPhaseOptions
{
    /// <value>Passes over the training half; of every stage where a method has several.</value>
    public int Epochs { get; init; } = 50;

    /// <value>Images a step, of each half.</value>
    public int BatchSize { get; init; } = 64;

    /// <value>Seeds every random stream of the run.</value>
    public int Seed { get; init; }

    /// <value>epsilon of label smoothing in the loss that w learns by; 0 smooths nothing.</value>
    public double LabelSmoothing { get; init; }

    /// <value>Which epoch's architecture is the result.</value>
    public ArchitectureSelection Select { get; init; }

    /// <value>What becomes of a derived cell that no path leads through.</value>
    public CutOffCells CutOff { get; init; }

    internal void Check(OptionRules rules) => rules
        .AtLeast(1, Epochs, "search.epochs")
        .Within(0, 1, LabelSmoothing, "search.labelSmoothing")
        .Require(BatchSize is >= 2 and <= OptionRules.LargestWhole, "search.batchSize",
            $"must be at least 2 (batch norm needs two images) and at most {OptionRules.LargestWhole}, is {BatchSize}.");
}

/// <summary>Which epoch's architecture a search returns.</summary>
public enum ArchitectureSelection
{
    /// <summary>The last epoch's: the official code on NAS-Bench-201.</summary>
    LastEpoch,

    /// <summary>The one whose supernet did best on the validation half: the official code of DARTS-AER on the DARTS space.</summary>
    BestValidation,
}

/// <summary>What becomes of a derived cell that no path leads through.</summary>
public enum CutOffCells
{
    /// <summary>It is the result, as in the official code.</summary>
    Keep,

    /// <summary>Its edges take their strongest operation other than none.</summary>
    Reconnect,
}
