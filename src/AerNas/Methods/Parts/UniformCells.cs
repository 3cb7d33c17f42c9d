namespace AerNas.Methods;

/// <summary>Uniformly random architectures of any space.</summary>
internal static class UniformCells
{
    /// <summary>Draws one. Where cells keep every edge, each carries any candidate, <c>none</c> included; else each node has as many of its
    /// edges as it keeps, each set of them equally likely, with any candidate but <c>none</c>.</summary>
    /// <param name="space">What it is an architecture of.</param>
    /// <param name="draw">Draws a whole number from 0 to below its argument.</param>
    public static ChosenOperations Draw(SearchSpace space, Func<int, int> draw)
    {
        if (space.KeepsEveryEdge) return ChosenOperations.Uniform(space, draw);
        var cells = new Dictionary<CellKind, ImmutableArray<GenotypeEdge>>();
        foreach (var kind in space.CellKinds) cells[kind] = [.. space.ComputedNodes.SelectMany(node => Edges(space, kind, node, draw))];
        return new ChosenOperations(space, kind => cells[kind]);
    }

    private static List<GenotypeEdge> Edges(SearchSpace space, CellKind kind, NodeIndex node, Func<int, int> draw)
    {
        EdgeId[] into = [.. space.EdgesInto(node)];
        var edges = new List<GenotypeEdge>();
        foreach (var place in CounterRandom.Permutation(into.Length, draw).Take(space.KeptEdgesOf(node)).Order())
        {
            CandidateOperation[] operations = [.. Operations(space, kind, into[place])];
            edges.Add(new GenotypeEdge(into[place], operations[draw(operations.Length)]));
        }

        return edges;
    }

    /// <summary>Another operation that an edge of a cell may carry, each equally likely; its own where there is no other.</summary>
    public static CandidateOperation Another(SearchSpace space, CellKind kind, GenotypeEdge edge, Func<int, int> draw)
    {
        CandidateOperation[] others = [.. Operations(space, kind, edge.Edge).Where(operation => operation != edge.Operation)];
        return others.Length > 0 ? others[draw(others.Length)] : edge.Operation;
    }

    /// <summary>What an edge of a cell may carry.</summary>
    public static IEnumerable<CandidateOperation> Operations(SearchSpace space, CellKind kind, EdgeId edge) =>
        space.Candidates.Of(kind, edge).Where(operation => space.KeepsEveryEdge || operation != CandidateOperation.None);
}
