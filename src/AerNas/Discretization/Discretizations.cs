namespace AerNas.Discretization;

/// <summary>What every rule answers where nothing that the search still looks at is ruled out.</summary>
internal static class Discretizations
{
    /// <summary>The operations that these alphas stand for.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alpha">The architecture parameters.</param>
    public static ChosenOperations Choose(this IDiscretization rule, ArchitectureParameters alpha)
    {
        return rule.Choose(alpha, new Candidates(alpha.Kept));
    }

    /// <summary>The architecture that these alphas stand for.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alpha">The architecture parameters.</param>
    public static Genotype Discretize(this IDiscretization rule, ArchitectureParameters alpha) => rule.Choose(alpha).ToGenotype();
}
