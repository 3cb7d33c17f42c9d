using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>The zero-one loss, which drives every sigmoid(alpha) towards 0 or 1 (FairDARTS).</summary>
public sealed record ZeroOneOptions : IMethodPart
{
    /// <value>Its coefficient.</value>
    public double Weight { get; init; } = 10;

    /// <value>How the distance from one half is measured.</value>
    public ZeroOneDistance Distance { get; init; }

    internal ZeroOneLoss Create() => new(Weight, Distance);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules.NotNegative(Weight, "weight");
}
