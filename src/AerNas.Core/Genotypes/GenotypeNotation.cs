namespace AerNas.Genotypes;

/// <summary>The text forms of a genotype.</summary>
public static class GenotypeNotation
{
    /// <summary>The official notation of the genotype's family.</summary>
    public static string Official(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return genotype.Family.ToString();
    }
}
