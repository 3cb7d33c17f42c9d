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
        .Require(First is > 0 and <= OptionRules.LargestReal, "temperature.first", $"must be a number above 0 and at most {OptionRules.LargestReal}, is {First}: logits are divided by it.")
        .Require(Last is > 0 and <= OptionRules.LargestReal, "temperature.last", $"must be a number above 0 and at most {OptionRules.LargestReal}, is {Last}: logits are divided by it.");
}
