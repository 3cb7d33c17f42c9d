using AerNas.Options;

namespace AerNas.Searching;

/// <summary>How long a search runs and what it starts from.</summary>
public sealed record SearchPhaseOptions
{
    /// <value>Passes over the training half; of every stage where a method has several.</value>
    public int Epochs { get; init; } = 50;

    /// <value>Images a step, of each half.</value>
    public int BatchSize { get; init; } = 64;

    /// <value>Seeds every random stream of the run.</value>
    public int Seed { get; init; }

    /// <value>Which epoch's architecture is the result.</value>
    public ArchitectureSelection Select { get; init; }

    /// <value>What becomes of a derived cell that no path leads through.</value>
    public CutOffCells CutOff { get; init; }

    internal void Check(OptionRules rules) => rules
        .AtLeast(1, Epochs, "search.epochs")
        .Require(BatchSize is >= 2 and <= OptionRules.LargestWhole, "search.batchSize",
            $"must be at least 2 (batch norm needs two images) and at most {OptionRules.LargestWhole}, is {BatchSize}.");
}
