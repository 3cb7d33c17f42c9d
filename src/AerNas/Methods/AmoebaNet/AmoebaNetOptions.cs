namespace AerNas.Methods;

/// <summary>AmoebaNet's own options.</summary>
public sealed record AmoebaNetOptions : MethodOptions
{
    /// <value>The architectures that are judged.</value>
    public ProposalOptions Proposals { get; init; } = new() { Count = 20_000 };

    /// <value>How many architectures are alive: the youngest.</value>
    public int Population { get; init; } = 100;

    /// <value>How many of them are drawn, with replacement, for the best to have a child.</value>
    public int Sample { get; init; } = 25;

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search)
    {
        base.Check(rules, search);
        rules.AtLeast(1, Population, "population").AtLeast(1, Sample, "sample");
    }
}
