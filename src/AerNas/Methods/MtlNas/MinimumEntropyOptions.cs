using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Gates that are drawn, and the entropy that closes or opens them for good (MTL-NAS).</summary>
public sealed record MinimumEntropyOptions : IMethodPart
{
    /// <value>The coefficient of the entropy.</value>
    public double Weight { get; init; } = 10;

    /// <value>How the coefficient comes from 0 to it.</value>
    public WeightGrowth Growth { get; init; }

    /// <value>What the gates are in the updates of alpha.</value>
    public AlphaGates AlphaGates { get; init; }

    /// <value>The temperature of drawn gates in the first step; it falls along a parabola towards 0.</value>
    public double Temperature { get; init; } = 1;

    internal BernoulliRelaxation Gates => new(Temperature, AlphaGates);

    internal BernoulliEntropy Entropy => new(Weight, Growth);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .NotNegative(Weight, "weight")
        .Require(Temperature > 0, "temperature", $"must be a number above 0, is {Temperature}: logits are divided by it.")
        .Finite(Temperature, "temperature");
}
