namespace AerNas.Discretization;

/// <summary>Cells of the DARTS space of as many edges as a rule leaves open.</summary>
internal static class OpenEdges
{
    /// <summary>The open edges; a cell that the inputs do not reach keeps the best edge of its first node, to be buildable.</summary>
    public static ImmutableArray<GenotypeEdge> OrStrongest(
        SearchSpace space, ImmutableArray<GenotypeEdge> open, ImmutableArray<(GenotypeEdge Edge, double Score)> strongest)
    {
        var first = new NodeIndex(space.InputNodes);
        return open.Any(edge => edge.Edge.From < first) ? open : [strongest.First(s => s.Edge.Edge.To == first).Edge];
    }
}
