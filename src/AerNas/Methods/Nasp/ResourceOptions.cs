using AerNas.Options;

namespace AerNas.Methods;

/// <summary>What the architecture loss adds for operations with many parameters.</summary>
public sealed record ResourceOptions : IMethodPart
{
    /// <value>eta, its coefficient.</value>
    public double Weight { get; init; } = 1e-2;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules.NotNegative(Weight, "weight");
}
