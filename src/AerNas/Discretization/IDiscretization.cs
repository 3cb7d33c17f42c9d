using AerNas.Genotypes;
using AerNas.Relaxations;

namespace AerNas.Discretization;

/// <summary>Derives a discrete architecture from alpha.</summary>
public interface IDiscretization
{
    /// <summary>The architecture these alphas stand for.</summary>
    Genotype Discretize(ArchitectureParameters alpha);
}
