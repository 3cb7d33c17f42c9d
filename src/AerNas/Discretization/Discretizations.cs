namespace AerNas.Discretization;

/// <summary>What every rule answers where nothing that the search still looks at is ruled out.</summary>
internal static class Discretizations
{
    public static ChosenOperations Choose(this IDiscretization rule, ArchitectureParameters alpha) =>
        rule.Choose(alpha, new Candidates(alpha.Kept));

    public static Genotype Discretize(this IDiscretization rule, ArchitectureParameters alpha) => rule.Choose(alpha).ToGenotype();
}
