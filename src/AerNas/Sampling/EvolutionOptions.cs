using AerNas.Options;

namespace AerNas.Sampling;

/// <summary>The options of regularized evolution.</summary>
public sealed record EvolutionOptions
{
    /// <value>How many architectures are alive: the youngest.</value>
    public int Population { get; init; } = 10;

    /// <value>How many of them are drawn, with replacement, for the best to have a child.</value>
    public int Sample { get; init; } = 3;

    internal void Check(OptionRules rules) => rules
        .AtLeast(1, Population, "evolution.population")
        .AtLeast(1, Sample, "evolution.sample");
}
