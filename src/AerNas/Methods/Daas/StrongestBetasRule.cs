// The rule of DAAS (sunsmarterjie/DAAS model_search.py genotype()):
//
//   a node keeps the two edges of largest beta; each carries its operation of largest alpha other than none
//   they are listed by descending probability of that operation: softmax(alpha) over the candidates, not stretched
//
// where DARTS and PC-DARTS let operations have a say in which edges stay. Ties: the earlier edge and the earlier column win.

using AerNas.Discretization;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Keeps the two edges of every node that their own weights put first.</summary>
internal sealed class StrongestBetasRule : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        new(alpha.Space, kind => StrongestEdges.Kept(candidates, kind, Scores(alpha, candidates, kind)));

    private static double[,] Scores(ArchitectureParameters alpha, Candidates candidates, CellKind kind)
    {
        var (space, betas) = (alpha.Space, alpha.EdgesToArray(kind)!);
        var scores = Probabilities(alpha, kind);
        foreach (var edge in space.ComputedNodes.SelectMany(Weaker))
            foreach (var operation in space.Operations) scores[space.RowOf(edge), space.ColumnOf(operation)] = double.NegativeInfinity;

        return scores;

        IEnumerable<EdgeId> Weaker(NodeIndex node) => space.EdgesInto(node).Where(edge => candidates.Computing(kind, edge).Any())
            .OrderByDescending(edge => betas[space.RowOf(edge)]).Skip(space.KeptEdgesOf(node));
    }

    /// <summary>softmax(alpha) over all operations but none; its order within an edge is that of alpha. // [E, O]</summary>
    private static double[,] Probabilities(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var candidates = tensor(CountedLogits.Columns(alpha.Space, EntropyOperations.ExceptNone), device: alpha[kind].device);
        var probabilities = nn.functional.softmax(alpha.KeptLogits(kind).index_select(1, candidates), dim: -1); // [E, O - none]
        return StrongestEdges.Numbers(zeros_like(alpha[kind]).index_copy(1, candidates, probabilities));
    }
}
