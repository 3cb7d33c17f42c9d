// The mutations of AmoebaNet (Real et al., AAAI 2019, section 3.2). A kind of cell is drawn, then a node of it, then one of the edges that
// the node has, each uniformly; then, with equal chance,
//
//   hidden state   the edge reads another node before its own. An edge into it that the node has already is not taken, as no cell of these
//                  spaces has an edge twice; where the node has all of its edges, the operation changes instead
//   operation      the edge carries another of its candidates
//
// An operation that is no candidate of the edge it would come to lie on is drawn anew among those that are.

namespace AerNas.Methods;

/// <summary>Changes the input or the operation of one edge of an architecture.</summary>
internal static class CellMutation
{
    /// <summary>A child; the parent itself where the edge that was drawn leaves no choice.</summary>
    /// <param name="parent">The architecture that is changed.</param>
    /// <param name="draw">Draws a whole number from 0 to below its argument.</param>
    public static ChosenOperations Of(ChosenOperations parent, Func<int, int> draw)
    {
        var space = parent.Space;
        var kind = space.CellKinds[draw(space.CellKinds.Length)];
        NodeIndex[] nodes = [.. space.ComputedNodes];
        var node = nodes[draw(nodes.Length)];
        GenotypeEdge[] into = [.. parent[kind].Where(edge => edge.Edge.To == node)];
        var mutated = into[draw(into.Length)];
        EdgeId[] others = [.. space.EdgesInto(node).Where(edge => into.All(taken => taken.Edge != edge))];
        var child = draw(2) == 0 && others.Length > 0
            ? Moved(space, kind, mutated.Operation, others[draw(others.Length)], draw)
            : new GenotypeEdge(mutated.Edge, UniformCells.Another(space, kind, mutated, draw));
        return new ChosenOperations(space, cell => cell != kind
            ? parent[cell]
            : parent[cell].Select(edge => edge == mutated ? child : edge).OrderBy(edge => space.RowOf(edge.Edge)));
    }

    private static GenotypeEdge Moved(SearchSpace space, CellKind kind, CandidateOperation operation, EdgeId edge, Func<int, int> draw)
    {
        CandidateOperation[] candidates = [.. UniformCells.Operations(space, kind, edge)];
        return new GenotypeEdge(edge, candidates.Contains(operation) ? operation : candidates[draw(candidates.Length)]);
    }
}
