using AerNas.Options;

namespace AerNas.Searching;

/// <summary>The entropies that lead every edge to a decision (DAAS).</summary>
public sealed record EntropySumsOptions
{
    /// <value>What their coefficients are multiplied by.</value>
    public double Weight { get; init; } = 0.1;

    internal void Check(OptionRules rules) => rules.NotNegative(Weight, "entropySums.weight");
}
