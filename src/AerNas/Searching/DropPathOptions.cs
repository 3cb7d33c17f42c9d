using AerNas.Options;

namespace AerNas.Searching;

/// <summary>Drop path while the supernet trains (RobustDARTS).</summary>
public sealed record DropPathOptions
{
    /// <value>The probability that it grows to along a straight line; 0 is off.</value>
    public double Last { get; init; }

    internal void Check(OptionRules rules) => rules
        .Require(Last is >= 0 and < 1, "dropPath.last", $"must be at least 0 and below 1, is {Last}.");
}
