using AerNas.Genotypes;

namespace AerNas.Cli;

/// <summary>A genotype that an argument means.</summary>
/// <param name="Genotype">The genotype.</param>
internal sealed record FoundGenotype(Genotype Genotype)
{
    /// <summary>Which of several it is, as a sentence; null where it stands alone.</summary>
    public string? Note { get; init; }

    /// <summary>The network of the model that it was read from; null where it comes from no model.</summary>
    public Skeleton? Network { get; init; }
}
