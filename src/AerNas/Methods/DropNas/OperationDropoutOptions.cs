using AerNas.Options;

namespace AerNas.Methods;

/// <summary>How often operations are dropped in an update.</summary>
public sealed record OperationDropoutOptions : IMethodPart
{
    /// <value>r: an operation of a group of n is dropped with probability r^(1/n).</value>
    public double Rate { get; init; } = 3e-5;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) =>
        rules.Require(Rate is >= 0 and < 1, "rate", $"must be at least 0 and below 1, is {Rate}.");
}
