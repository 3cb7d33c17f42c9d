// The rule of SGAS while edges are open (lightaime/sgas model_search.py, parse_gene_force):
//
//   importance of an edge = 1 - softmax(alpha[edge])[none]
//   a node keeps its edges that are decided, and of the open ones those of the largest importance that it lacks
//   they are listed by source; each carries its operation of largest alpha other than none
//
// Once all edges are decided nothing is left to choose. Ties: the earlier edge and the earlier column win.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>Keeps of every node the edges that are decided before those that are open, and of these the ones least likely to carry none; on
/// NAS-Bench-201, where all edges stay, as <see cref="ArgmaxRule"/>.</summary>
internal sealed class ImportanceRule : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        ArgmaxRule.Or(alpha, candidates, kind => OnDarts(alpha, candidates, kind));

    private static IEnumerable<GenotypeEdge> OnDarts(ArchitectureParameters alpha, Candidates candidates, CellKind kind)
    {
        var (space, alphas, probabilities) = (alpha.Space, alpha.ToArray(kind), alpha.Probabilities(kind)); // [E, O]
        return space.ComputedNodes.SelectMany(node => space.EdgesInto(node).Where(edge => candidates.Computing(kind, edge).Any())
            .OrderByDescending(Importance).Take(space.KeptEdgesOf(node)).OrderBy(edge => edge.From).Select(WithItsBest));

        double Importance(EdgeId edge) => alpha.Kept.IsOpen(kind, edge)
            ? space.Operations.Where(operation => operation.Family != OperationFamily.None)
                .Sum(operation => probabilities[space.RowOf(edge), space.ColumnOf(operation)])
            : double.PositiveInfinity;

        GenotypeEdge WithItsBest(EdgeId edge) =>
            new(edge, candidates.Computing(kind, edge).MaxBy(operation => alphas[space.RowOf(edge), space.ColumnOf(operation)])!);
    }
}
