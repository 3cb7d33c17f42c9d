namespace AerNas.Methods;

/// <summary>How the worst mixture is looked for (SDARTS-ADV).</summary>
public sealed record AttackOptions : IMethodPart
{
    /// <value>Steps of gradient ascent; each costs a pass forward and back.</value>
    public int Steps { get; init; } = 7;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules.AtLeast(1, Steps, "steps");
}
