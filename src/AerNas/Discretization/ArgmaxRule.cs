using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;

namespace AerNas.Discretization;

/// <summary>
/// The rule of NAS-Bench-201: every edge keeps the operation of the largest alpha, none included (AutoDL-Projects, genotype()). The first
/// of equals wins. Nothing keeps it from cutting the output off from the input; see <see cref="ConnectedRule"/>.
/// </summary>
public sealed class ArgmaxRule : IDiscretization
{
    /// <inheritdoc/>
    public Genotype Discretize(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return Choose(alpha, alpha.Space.Operations);
    }

    /// <summary>The same among some of the operations.</summary>
    internal static Genotype Choose(ArchitectureParameters alpha, IEnumerable<CandidateOperation> among)
    {
        var space = alpha.Space;
        var values = alpha.ToArray(CellKind.Normal);
        return new SampledPath(space, (kind, edge) => among.Where(operation => alpha.Kept.Contains(kind, edge, operation)).MaxBy(operation => values[space.RowOf(edge), space.ColumnOf(operation)])!).ToGenotype();
    }
}
