using AerNas.Options;

namespace AerNas.Searching;

/// <summary>How many architectures are scored on the trained supernet, and on what.</summary>
public sealed record ProposalOptions
{
    /// <value>How many.</value>
    public int Count { get; init; } = 100;

    /// <value>Images of the one validation batch that each is scored on; all there are where there are fewer.</value>
    public int BatchSize { get; init; } = 512;

    internal void Check(OptionRules rules) => rules
        .AtLeast(1, Count, "proposals.count")
        .AtLeast(1, BatchSize, "proposals.batchSize");
}
