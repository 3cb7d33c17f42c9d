using AerNas.Options;

namespace AerNas.Searching;

/// <summary>How strong an operation must be to be part of the architecture.</summary>
public sealed record ThresholdOptions
{
    /// <value>What sigmoid(alpha) must reach.</value>
    public double Value { get; init; } = 0.85;

    internal void Check(OptionRules rules) => rules
        .Require(Value is > 0 and < 1, "threshold.value", $"must be above 0 and below 1, is {Value}: sigmoid(alpha) lies between them.");
}
