using AerNas.Options;
using AerNas.Regularizers;

namespace AerNas.Searching;

/// <summary>The zero-one loss, which drives every sigmoid(alpha) towards 0 or 1 (FairDARTS).</summary>
public sealed record ZeroOneOptions
{
    /// <value>Its coefficient.</value>
    public double Weight { get; init; } = 10;

    /// <value>How the distance from one half is measured.</value>
    public ZeroOneDistance Distance { get; init; }

    internal void Check(OptionRules rules) => rules.NotNegative(Weight, "zeroOne.weight");
}
