using AerNas.Options;

namespace AerNas.Searching;

/// <summary>How often operations are dropped in an update.</summary>
public sealed record OperationDropoutOptions
{
    /// <value>r: an operation of a group of n is dropped with probability r^(1/n).</value>
    public double Rate { get; init; } = 3e-5;

    internal void Check(OptionRules rules) =>
        rules.Require(Rate is >= 0 and < 1, "operationDropout.rate", $"must be at least 0 and below 1, is {Rate}.");
}
