using AerNas.Discretization;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Searching;

/// <summary>How strong an operation must be to be part of the architecture.</summary>
public sealed record ThresholdOptions
{
    /// <value>What sigmoid(alpha) must reach.</value>
    public double Value { get; init; } = 0.85;

    /// <value>What competes for a place in a cell before the threshold is asked; on NAS-Bench-201 there is nothing to say.</value>
    public ThresholdScope Among { get; init; }

    internal void Check(OptionRules rules, string space) => rules
        .Require(Among == ThresholdScope.EdgesOfNode || space != SearchSpace.NasBench201.Name, "threshold.among",
            $"must be {ThresholdScope.EdgesOfNode} on {space}, is {Among}: its edges carry one operation each.")
        .Require(Value is > 0 and < 1, "threshold.value", $"must be above 0 and below 1, is {Value}: sigmoid(alpha) lies between them.");
}
