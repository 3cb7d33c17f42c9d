// The rule of DAAS (sunsmarterjie/DAAS model_search.py genotype()):
//
//   a node keeps the two edges of largest beta, listed by descending score; each carries its operation of largest alpha other than none
//
// where DARTS and PC-DARTS let operations have a say in which edges stay. Ties: the earlier edge and the earlier column win.

using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;

namespace AerNas.Discretization;

/// <summary>Keeps the two edges of every node that their own weights put first.</summary>
public sealed class StrongestBetasRule : IDiscretization
{
    /// <inheritdoc/>
    public Genotype Discretize(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return Genotype.OfDarts(Derive(alpha, CellKind.Normal), Derive(alpha, CellKind.Reduction));
    }

    private static CellGenotype Derive(ArchitectureParameters alpha, CellKind kind)
    {
        var (space, betas) = (alpha.Space, alpha.EdgesToArray(kind)!);
        var scores = alpha.ToArray(kind);
        foreach (var edge in space.ComputedNodes.SelectMany(node => space.EdgesInto(node).OrderByDescending(edge => betas[space.RowOf(edge)]).Skip(2)))
        {
            foreach (var operation in space.Operations) scores[space.RowOf(edge), space.ColumnOf(operation)] = double.NegativeInfinity;
        }

        return new CellGenotype(space.InputNodes, StrongestEdges.Of(alpha.Kept, kind, scores).Select(kept => kept.Edge), space.ComputedNodes);
    }
}
