using AerNas.Options;
using AerNas.Relaxations;

namespace AerNas.Searching;

/// <summary>The temperature of a relaxation that draws: along a straight line over the epochs.</summary>
public sealed record TemperatureOptions
{
    /// <value>tau of the first epoch.</value>
    public double First { get; init; } = 10;

    /// <value>tau of the last epoch.</value>
    public double Last { get; init; } = 0.1;

    /// <summary>The schedule.</summary>
    public TemperatureSchedule Schedule => new(First, Last);

    internal void Check(OptionRules rules) => rules
        .Require(First > 0, "temperature.first", $"must be a number above 0, is {First}: logits are divided by it.").Finite(First, "temperature.first")
        .Require(Last > 0, "temperature.last", $"must be a number above 0, is {Last}: logits are divided by it.").Finite(Last, "temperature.last");
}
