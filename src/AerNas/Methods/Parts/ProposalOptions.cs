namespace AerNas.Methods;

/// <summary>How many architectures are scored on the trained supernet, and on what.</summary>
public sealed record ProposalOptions : IMethodPart
{
    /// <value>How many.</value>
    public int Count { get; init; } = 100;

    /// <value>Images of the one validation batch that each is scored on; all there are where there are fewer.</value>
    public int BatchSize { get; init; } = 512;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .AtLeast(1, Count, "count")
        .AtLeast(1, BatchSize, "batchSize");
}
