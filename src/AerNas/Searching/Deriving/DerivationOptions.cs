namespace AerNas.Searching.Deriving;

/// <summary>How an architecture is derived from recorded alphas.</summary>
public sealed record DerivationOptions
{
    /// <value>The epoch whose alphas are read, from 0; null takes that of the result, or the last where there is no result yet.</value>
    public int? Epoch { get; init; }

    /// <value>The rule: one of <see cref="Derivation.Rules"/>.</value>
    public string Rule { get; init; } = Derivation.MethodsOwn;

    /// <value>The most skip connections of the normal cell; null takes the search's limit, or with another rule than its own none.</value>
    public int? MaxSkips { get; init; }

    /// <value>What sigmoid(alpha) must reach by the rule <c>threshold</c>; null takes that of the search, or that of FairDARTS.</value>
    public double? Threshold { get; init; }
}

/// <summary>An architecture read off recorded alphas.</summary>
/// <param name="Genotype">The architecture.</param>
/// <param name="Epoch">The epoch whose alphas were read, from 0.</param>
public sealed record DerivedArchitecture(Genotype Genotype, int Epoch);
