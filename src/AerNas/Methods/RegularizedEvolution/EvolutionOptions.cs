namespace AerNas.Methods;

/// <summary>The options of regularized evolution.</summary>
public sealed record EvolutionOptions : SamplerOptions
{
    /// <value>How many architectures are alive: the youngest.</value>
    public int Population { get; init; } = 10;

    /// <value>How many of them are drawn, with replacement, for the best to have a child.</value>
    public int Sample { get; init; } = 3;

    /// <inheritdoc/>
    public override void Check(OptionRules rules) => rules
        .AtLeast(1, Population, "population")
        .AtLeast(1, Sample, "sample");
}
