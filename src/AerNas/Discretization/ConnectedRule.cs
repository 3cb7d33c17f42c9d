using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;

namespace AerNas.Discretization;

/// <summary>
/// Another rule, but never a NAS-Bench-201 cell that no path leads through: such a network computes a constant and cannot learn. Where the
/// rule gives one, every edge takes its strongest operation other than none. Short searches end there now and then, since the official
/// rule lets <c>none</c> win an edge by a hair.
/// </summary>
/// <param name="rule">The rule that is asked first.</param>
public sealed class ConnectedRule(IDiscretization rule) : IDiscretization
{
    /// <inheritdoc/>
    public Genotype Discretize(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var genotype = rule.Discretize(alpha);
        return genotype.Family == GenotypeFamily.Darts || NasBench201Structure.IsConnected(genotype)
            ? genotype
            : ArgmaxRule.Choose(alpha, alpha.Space.Operations.Where(o => o.Family != OperationFamily.None));
    }
}
