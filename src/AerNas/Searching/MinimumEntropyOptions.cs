using AerNas.Options;

namespace AerNas.Searching;

/// <summary>Gates that are drawn, and the entropy that closes or opens them for good (MTL-NAS).</summary>
public sealed record MinimumEntropyOptions
{
    /// <value>The coefficient of the entropy at the end; it grows along a straight line from 0.</value>
    public double Weight { get; init; } = 10;

    /// <value>The temperature of the gates in the first epoch; it falls along a parabola towards 0.</value>
    public double Temperature { get; init; } = 1;

    internal void Check(OptionRules rules) => rules
        .NotNegative(Weight, "minimumEntropy.weight")
        .Require(Temperature > 0, "minimumEntropy.temperature", $"must be a number above 0, is {Temperature}: logits are divided by it.")
        .Finite(Temperature, "minimumEntropy.temperature");
}
