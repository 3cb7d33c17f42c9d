namespace AerNas.Methods;

/// <summary>The temperature of a relaxation that draws: along a straight line over the epochs.</summary>
public sealed record TemperatureOptions : IMethodPart
{
    /// <value>tau of the first epoch.</value>
    public double First { get; init; } = 10;

    /// <value>tau of the last epoch.</value>
    public double Last { get; init; } = 0.1;

    /// <summary>The schedule.</summary>
    public ISchedule Schedule(LineEnd end) => new LineSchedule(First, Last, end);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Require(First > 0, "first", $"must be a number above 0, is {First}: logits are divided by it.").Finite(First, "first")
        .Require(Last > 0, "last", $"must be a number above 0, is {Last}: logits are divided by it.").Finite(Last, "last");
}
