using AerNas.Options;

namespace AerNas.Searching;

/// <summary>How the worst mixture is looked for (SDARTS-ADV).</summary>
public sealed record AttackOptions
{
    /// <value>Steps of gradient ascent; each costs a pass forward and back.</value>
    public int Steps { get; init; } = 7;

    internal void Check(OptionRules rules) => rules.AtLeast(1, Steps, "attack.steps");
}
