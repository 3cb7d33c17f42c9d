using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>How strong an operation must be to be part of the architecture.</summary>
public sealed record ThresholdOptions : IMethodPart
{
    /// <value>What sigmoid(alpha) must reach.</value>
    public double Value { get; init; } = 0.85;

    /// <value>What competes for a place in a cell before the threshold is asked; on NAS-Bench-201 there is nothing to say.</value>
    public ThresholdScope Among { get; init; }

    /// <summary>The rule.</summary>
    public ThresholdRule Create() => new(Value, Among);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Require(Among == ThresholdScope.EdgesOfNode || !search.Space.KeepsEveryEdge, "among",
            $"must be {ThresholdScope.EdgesOfNode} on {search.Space}, is {Among}: its edges carry one operation each.")
        .Require(Value is > 0 and < 1, "value", $"must be above 0 and below 1, is {Value}: sigmoid(alpha) lies between them.");
}
