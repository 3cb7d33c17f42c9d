using AerNas.Genotypes;

namespace AerNas.Discretization;

/// <summary>What a search derives under a limit of skip connections.</summary>
/// <param name="MostSkips">The most that the normal cell may have.</param>
/// <param name="Genotype">The architecture.</param>
public sealed record RestrictedGenotype(int MostSkips, Genotype Genotype);
