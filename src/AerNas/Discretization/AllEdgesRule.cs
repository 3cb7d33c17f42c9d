namespace AerNas.Discretization;

/// <summary>The rule of SNAS (SNAS-Series model_search.py, genotype_edge_all): every edge keeps the operation of its largest alpha, none
/// included, and no edge is left out for others. In the DARTS space an edge of none is no edge; a node without any is no part of the cell,
/// and a cell that the inputs do not reach keeps the best edge of its first node.</summary>
public sealed class AllEdgesRule : IDiscretization
{
    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        ArgmaxRule.Or(alpha, candidates, kind => OnDarts(alpha, candidates, kind));

    private static IEnumerable<GenotypeEdge> OnDarts(ArchitectureParameters alpha, Candidates candidates, CellKind kind)
    {
        using var scope = NewDisposeScope();
        var space = alpha.Space;
        var scores = StrongestEdges.Numbers(nn.functional.softmax(alpha.KeptLogits(kind).detach(), dim: -1)); // [E, O]
        var chosen = from edge in space.Edges
                     where candidates.Of(kind, edge).Any()
                     select new GenotypeEdge(edge, candidates.Of(kind, edge).MaxBy(o => scores[space.RowOf(edge), space.ColumnOf(o)])!);
        return OpenEdges.OrStrongest(
            space, [.. chosen.Where(edge => edge.Operation.Family != OperationFamily.None)], StrongestEdges.Of(candidates, kind, scores));
    }
}
