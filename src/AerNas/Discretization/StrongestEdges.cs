namespace AerNas.Discretization;

/// <summary>The choice at the heart of the rules of the DARTS space: an edge is worth its best operation other than none, and a node keeps
/// its best edges, as many as the space says. Ties: the earlier edge and the earlier column win, as in the original (stable sort, strict
/// maximum).</summary>
internal static class StrongestEdges
{
    /// <summary>The edges that nodes keep, node after node, by descending score, each with its best operation.</summary>
    /// <param name="candidates">What the edges can choose from; an edge that has nothing but none is not taken.</param>
    /// <param name="kind">Which cell.</param>
    /// <param name="scores">What an operation of an edge is worth. // [E, O]</param>
    public static ImmutableArray<(GenotypeEdge Edge, double Score)> Of(Candidates candidates, CellKind kind, double[,] scores)
    {
        var space = candidates.Space;
        return [.. space.ComputedNodes.SelectMany(node => space.EdgesInto(node)
            .Where(edge => candidates.Computing(kind, edge).Any()).Select(Best)
            .OrderByDescending(b => b.Score).Take(space.KeptEdgesOf(node)))];

        (GenotypeEdge Edge, double Score) Best(EdgeId edge) => candidates.Computing(kind, edge)
            .Select(operation => (new GenotypeEdge(edge, operation), scores[space.RowOf(edge), space.ColumnOf(operation)]))
            .MaxBy(choice => choice.Item2);
    }

    /// <summary>The same without what they are worth.</summary>
    public static IEnumerable<GenotypeEdge> Kept(Candidates candidates, CellKind kind, double[,] scores) =>
        Of(candidates, kind, scores).Select(kept => kept.Edge);

    /// <summary>Scores in the precision they were computed in, so that near-ties fall as in the official code. // [E, O]</summary>
    public static double[,] Numbers(Tensor scores) => ArchitectureParameters.Table(scores);
}
