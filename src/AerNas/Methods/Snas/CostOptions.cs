using AerNas.Networks;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>What the architecture loss adds for what edges are expected to cost (SNAS).</summary>
public sealed record CostOptions : IMethodPart
{
    /// <value>eta, its coefficient: that of the official run; the script's default is 1e-2.</value>
    public double Weight { get; init; } = 1.5e-3;

    /// <value>By what the cost is expected.</value>
    public CostEstimate Estimate { get; init; }

    /// <value>What is counted.</value>
    public CostMeasure Measure { get; init; }

    internal ExpectedCost Over(ImmutableArray<CellSize> cells) => new(Weight, Estimate, Measure, cells);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules.NotNegative(Weight, "weight");
}
