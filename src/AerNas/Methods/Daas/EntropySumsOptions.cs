namespace AerNas.Methods;

/// <summary>The entropies that lead every edge to a decision (DAAS).</summary>
public sealed record EntropySumsOptions : IMethodPart
{
    /// <value>What their coefficients are multiplied by.</value>
    public double Weight { get; init; } = 0.1;

    /// <value>Whose edge weights the cells are computed with, where edges have any.</value>
    public BetasOf CellsRead { get; init; }

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules.NotNegative(Weight, "weight");
}
