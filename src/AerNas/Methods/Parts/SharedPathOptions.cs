namespace AerNas.Methods;

/// <summary>The own options of methods that draw paths uniformly and score architectures at the end.</summary>
public sealed record SharedPathOptions : MethodOptions
{
    /// <value>The architectures that are scored at the end.</value>
    public ProposalOptions Proposals { get; init; } = new();
}
