using AerNas.Options;

namespace AerNas.Searching;

/// <summary>What the architecture loss adds for operations with many parameters.</summary>
public sealed record ResourceOptions
{
    /// <value>eta, its coefficient.</value>
    public double Weight { get; init; } = 1e-2;

    internal void Check(OptionRules rules) => rules.NotNegative(Weight, "resource.weight");
}
