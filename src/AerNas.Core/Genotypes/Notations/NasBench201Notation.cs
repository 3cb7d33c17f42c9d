namespace AerNas.Genotypes.Notations;

/// <summary>The notation of NAS-Bench-201: <c>|op~0|+|op~0|op~1|+|op~0|op~1|op~2|</c>: a group a node, an operation an edge.</summary>
internal static class NasBench201Notation
{
    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    /// <summary>Reads a cell; what follows it stays, unless it is one more node.</summary>
    public static Genotype Take(NotationReader reader)
    {
        var edges = new List<GenotypeEdge>();
        foreach (var node in Space.ComputedNodes)
        {
            if (node.Value > Space.InputNodes) reader.Take('+');
            reader.Take('|');
            foreach (var edge in Space.EdgesInto(node)) edges.Add(TakeEdge(reader, edge));
        }

        if (reader.Peek == '+') throw reader.Unexpected("the end of the text");
        return Genotype.OfNasBench201(new CellGenotype(Space.InputNodes, edges, [new NodeIndex(Space.NodeCount - 1)]));
    }

    public static string Write(CellGenotype cell) => string.Join('+', Enumerable.Range(cell.InputNodes, cell.NodeCount - cell.InputNodes)
        .Select(node => $"|{string.Concat(cell.EdgesInto(new NodeIndex(node)).Select(e => $"{e.Operation}~{e.Edge.From}|"))}"));

    private static GenotypeEdge TakeEdge(NotationReader reader, EdgeId edge)
    {
        var name = new Positioned<string>(Position: reader.Position, Value: reader.TakeName("an operation name"));
        var operation = GenotypeGrammar.Operation(Space, name);
        reader.Take('~');
        var position = reader.Position;
        var expected = $"source {edge.From} of node {edge.To}";
        var source = reader.TakeNumber(expected);
        if (source != edge.From.Value) throw new GenotypeFormatException(position, expected, $"expected {expected}, got {source}.");
        reader.Take('|');
        return new GenotypeEdge(edge, operation);
    }
}
