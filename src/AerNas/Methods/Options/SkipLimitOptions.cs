namespace AerNas.Methods;

/// <summary>How many skip connections the derived normal cell may have; see <see cref="Discretization.SkipLimitRule"/>.</summary>
public sealed record SkipLimitOptions
{
    /// <value>The most it may have, from 0 to 8; 8 restricts nothing.</value>
    public int Most { get; init; } = 2;

    internal void Check(OptionRules rules) => rules.Within(0, 8, Most, "skipLimit.most");
}
