namespace AerNas.Methods;

/// <summary>FairNAS' own options: how NSGA-II chooses among the architectures of the trained supernet.</summary>
public sealed record FairNasOptions : MethodOptions
{
    private const int Generations = 20;

    /// <value>The architectures that are judged, the random ones of the first population among them.</value>
    public ProposalOptions Proposals { get; init; } = new() { Count = Generations * 70 };

    /// <value>How many architectures survive a generation, and how many children they have.</value>
    public int Population { get; init; } = 70;

    /// <value>The most parameters that the result may have; null: any number.</value>
    public long? MaxParameters { get; init; }

    /// <value>The most multiply-adds of an image that the result may take; null: any number.</value>
    public long? MaxMultiplyAdds { get; init; }

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search)
    {
        base.Check(rules, search);
        rules.AtLeast(2, Population, "population")
            .Require(MaxParameters is null or > 0, "maxParameters", $"must be above 0, is {MaxParameters}.")
            .Require(MaxMultiplyAdds is null or > 0, "maxMultiplyAdds", $"must be above 0, is {MaxMultiplyAdds}.");
    }
}
