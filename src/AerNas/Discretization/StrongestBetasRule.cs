// The rule of DAAS (sunsmarterjie/DAAS model_search.py genotype()):
//
//   a node keeps the two edges of largest beta, listed by descending score; each carries its operation of largest alpha other than none
//
// where DARTS and PC-DARTS let operations have a say in which edges stay. Ties: the earlier edge and the earlier column win.

using AerNas.Relaxations;
using AerNas.Spaces;

namespace AerNas.Discretization;

/// <summary>Keeps the two edges of every node that their own weights put first.</summary>
public sealed class StrongestBetasRule : IDiscretization
{
    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        ArgumentNullException.ThrowIfNull(candidates);
        return new ChosenOperations(alpha.Space, kind => StrongestEdges.Of(candidates, kind, Scores(alpha, candidates, kind)).Select(kept => kept.Edge));
    }

    private static double[,] Scores(ArchitectureParameters alpha, Candidates candidates, CellKind kind)
    {
        var (space, betas) = (alpha.Space, alpha.EdgesToArray(kind)!);
        var scores = alpha.ToArray(kind);
        foreach (var edge in space.ComputedNodes.SelectMany(Weaker))
        {
            foreach (var operation in space.Operations) scores[space.RowOf(edge), space.ColumnOf(operation)] = double.NegativeInfinity;
        }

        return scores;

        IEnumerable<EdgeId> Weaker(NodeIndex node) => space.EdgesInto(node).Where(edge => candidates.Computing(kind, edge).Any())
            .OrderByDescending(edge => betas[space.RowOf(edge)]).Skip(space.KeptEdgesOf(node));
    }
}
