namespace AerNas.Genotypes.Notations;

/// <summary>Makes a cell of what the official notation lists. Pairs belong to nodes two by two, or by the lists they stand in. Where each
/// names its node, as in FairDARTS, a node without an edge is no part of the cell, nor is an edge that reads it, nor its place in the
/// output (xiaomi-automl/FairDARTS <c>model.py</c>, <c>DCOCell</c>); the nodes that are left close up.</summary>
internal static class DartsCell
{
    private static readonly int Inputs = SearchSpace.Darts.InputNodes;

    public static CellGenotype Of(List<DartsItem> items, Positioned<List<Positioned<int>>> output)
    {
        var pairs = items.SelectMany(item => item.Pairs).ToList();
        if (pairs.TrueForAll(pair => pair.Target is not null)) return OfNamedNodes(pairs, output);
        if (pairs.Find(pair => pair.Target is not null) is { Target: { } stray })
            throw new GenotypeFormatException(stray.Position, "pairs alone", "pairs and triples are mixed.");
        return OfListedNodes(
            items[0].IsNode
                ? items.ConvertAll(item => item.Pairs)
                : [.. pairs.Chunk(DartsItems.PairsPerNode).Select(node => node.ToList())], output);
    }

    private static CellGenotype OfListedNodes(List<List<DartsPair>> nodes, Positioned<List<Positioned<int>>> output)
    {
        var frame = new CellFrame(Inputs, Inputs + nodes.Count);
        var edges = nodes.SelectMany((pairs, n) => pairs.Select(pair => new GenotypeEdge(
            GenotypeGrammar.Edge(frame, pair.Source, new Positioned<int>(Inputs + n, pair.Source.Position)), pair.Operation)));
        return new CellGenotype(Inputs, edges, GenotypeGrammar.Output(frame, output));
    }

    private static CellGenotype OfNamedNodes(List<DartsPair> pairs, Positioned<List<Positioned<int>>> output)
    {
        foreach (var target in pairs.Select(pair => pair.Target!.Value)
            .Where(node => node.Value < Inputs || node.Value >= GenotypeGrammar.MostNodes))
        {
            throw new GenotypeFormatException(target.Position, $"a node of {Inputs}-{GenotypeGrammar.MostNodes - 1}",
                $"an edge ends in a node of {Inputs}-{GenotypeGrammar.MostNodes - 1}, not in {target.Value}; a triple is "
                + "(operation, node, source).");
        }

        var last = pairs.Max(pair => pair.Target!.Value.Value);
        var frame = new CellFrame(Inputs, Math.Max(last, output.Value.Select(node => node.Value).DefaultIfEmpty().Max()) + 1);
        foreach (var pair in pairs) _ = GenotypeGrammar.Edge(frame, pair.Source, pair.Target!.Value);
        var nodes = NodesThatGetSomething(pairs);
        var edges = pairs.Where(pair => nodes.ContainsKey(pair.Source.Value)).Select(pair => new GenotypeEdge(
            GenotypeGrammar.Edge(frame, Renamed(pair.Source), Renamed(pair.Target!.Value)), pair.Operation));
        var closed = new CellFrame(Inputs, nodes.Count);
        var present = output.Value.Where(node => nodes.ContainsKey(node.Value)).Select(Renamed).ToList();
        return new CellGenotype(Inputs, edges, GenotypeGrammar.Output(closed, output with { Value = present }));

        Positioned<int> Renamed(Positioned<int> node) => node with { Value = nodes[node.Value] };
    }

    /// <summary>The inputs and the nodes that an edge leads to from one of these, each with its number among them.</summary>
    private static Dictionary<int, int> NodesThatGetSomething(List<DartsPair> pairs)
    {
        var nodes = Enumerable.Range(0, Inputs).ToDictionary(node => node);
        foreach (var node in pairs.GroupBy(pair => pair.Target!.Value.Value).OrderBy(node => node.Key))
            if (node.Any(pair => nodes.ContainsKey(pair.Source.Value))) nodes[node.Key] = nodes.Count;

        return nodes;
    }
}
