namespace AerNas.Methods;

/// <summary>How far the mixture is moved on which w learns (SDARTS).</summary>
public sealed record PerturbationOptions : IMethodPart
{
    /// <value>epsilon of the first epoch.</value>
    public double First { get; init; } = 0.03;

    /// <value>epsilon that the last epochs approach.</value>
    public double Last { get; init; } = 0.3;

    /// <summary>The schedule.</summary>
    public ISchedule Radius => new LineSchedule(First, Last, LineEnd.AfterLastEpoch);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Require(First is > 0 and <= 1, "first", $"must be above 0 and at most 1, is {First}: the weights it moves lie between 0 and 1.")
        .Require(Last is > 0 and <= 1, "last", $"must be above 0 and at most 1, is {Last}: the weights it moves lie between 0 and 1.");
}
