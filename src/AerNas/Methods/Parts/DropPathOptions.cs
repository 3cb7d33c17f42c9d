namespace AerNas.Methods;

/// <summary>Drop path while the supernet trains (RobustDARTS, SNAS): the probability moves along a straight line.</summary>
public sealed record DropPathOptions : IMethodPart
{
    /// <value>Where it begins.</value>
    public double First { get; init; }

    /// <value>Where it ends; where both are 0, nothing is dropped.</value>
    public double Last { get; init; }

    internal ISchedule? Schedule => First > 0 || Last > 0 ? new LineSchedule(First, Last, LineEnd.LastEpoch) : null;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Require(First is >= 0 and < 1, "first", $"must be at least 0 and below 1, is {First}.")
        .Require(Last is >= 0 and < 1, "last", $"must be at least 0 and below 1, is {Last}.");
}
