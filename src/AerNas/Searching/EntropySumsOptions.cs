using AerNas.Options;
using AerNas.Relaxations;

namespace AerNas.Searching;

/// <summary>The entropies that lead every edge to a decision (DAAS).</summary>
public sealed record EntropySumsOptions
{
    /// <value>What their coefficients are multiplied by.</value>
    public double Weight { get; init; } = 0.1;

    /// <value>Whose edge weights the cells are computed with, where edges have any.</value>
    public BetasOf CellsRead { get; init; }

    internal void Check(OptionRules rules) => rules.NotNegative(Weight, "entropySums.weight");
}
