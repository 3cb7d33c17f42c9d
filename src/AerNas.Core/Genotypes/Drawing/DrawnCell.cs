namespace AerNas.Genotypes.Drawing;

/// <summary>A cell as columns from left to right: inputs, then in turn operations and the nodes they add up to, then the output. An
/// operation is a vertex of its own, so its name has a place that nothing crosses; a line over several columns has a bend in each for the
/// same reason.</summary>
internal sealed class DrawnCell(string title, string description)
{
    private const int LayersOfRow = 6;

    private readonly List<List<DrawnVertex>> _layers = [];

    public string Title { get; } = title;

    /// <summary>The cell in words, for those who do not see the picture.</summary>
    public string Description { get; } = description;

    public IReadOnlyList<List<DrawnVertex>> Layers => _layers;

    public IEnumerable<DrawnVertex> Vertices => _layers.SelectMany(layer => layer);

    /// <summary>The cells of a genotype, not yet laid out; those of a chain, an edge each, are rows of layers.</summary>
    public static IEnumerable<DrawnCell> AllOf(Genotype genotype)
    {
        var space = genotype.Space;
        return space.Edges.Length > 1 || space.CellKinds.Length == 1
            ? space.CellKinds.Select(kind => Of(genotype[kind], new CellNames(space, genotype[kind]), CellNames.Title(space, kind)))
            : space.CellKinds.Chunk(LayersOfRow)
                .Select((layers, row) => Row(genotype, layers, row == 0 ? "in" : space.CellKinds[row * LayersOfRow - 1].Word));
    }

    private static DrawnCell Row(Genotype genotype, CellKind[] layers, string before)
    {
        var edges = layers.Select((layer, i) =>
            new GenotypeEdge(new EdgeId(new NodeIndex(i), new NodeIndex(i + 1)), genotype[layer].Edges[0].Operation));
        var cell = new CellGenotype(1, edges, [new NodeIndex(layers.Length)]);
        return Of(cell, new CellNames(genotype.Space, cell) { Layers = [before, .. layers.Select(layer => layer.Word)] },
            $"{layers[0].Word} to {layers[^1].Word}");
    }

    private static DrawnCell Of(CellGenotype cell, CellNames names, string title)
    {
        var drawn = new DrawnCell(title, names.Describe());
        var depths = Depths(cell);
        var nodes = Enumerable.Range(0, cell.NodeCount)
            .Select(node => drawn.Add(new DrawnVertex(DrawnKind.Node, names[new NodeIndex(node)], 2 * depths[node]))).ToArray();
        foreach (var (edge, operation) in cell.Edges)
        {
            var target = nodes[edge.To.Value];
            var kindOfBox = operation == CandidateOperation.None ? DrawnKind.Nothing : DrawnKind.Operation;
            var box = drawn.Add(new DrawnVertex(kindOfBox, operation.Name, target.Layer - 1));
            drawn.Connect(nodes[edge.From.Value], box);
            drawn.Connect(box, target);
        }

        if (names.Output is { } output)
        {
            var vertex = drawn.Add(new DrawnVertex(DrawnKind.Node, output, drawn._layers.Count));
            foreach (var node in cell.Output) drawn.Connect(nodes[node.Value], vertex);
        }

        return drawn;
    }

    /// <summary>How many operations the longest way to a node has.</summary>
    private static ImmutableArray<int> Depths(CellGenotype cell)
    {
        var depths = new int[cell.NodeCount];
        foreach (var (edge, _) in cell.Edges)
            depths[edge.To.Value] = Math.Max(depths[edge.To.Value], depths[edge.From.Value] + 1);
        return [.. depths];
    }

    private DrawnVertex Add(DrawnVertex vertex)
    {
        while (_layers.Count <= vertex.Layer) _layers.Add([]);
        _layers[vertex.Layer].Add(vertex);
        return vertex;
    }

    private void Connect(DrawnVertex from, DrawnVertex to)
    {
        for (var layer = from.Layer + 1; layer < to.Layer; layer++)
        {
            var bend = Add(new DrawnVertex(DrawnKind.Bend, "", layer));
            Join(from, bend);
            from = bend;
        }

        Join(from, to);
    }

    private static void Join(DrawnVertex from, DrawnVertex to)
    {
        from.After.Add(to);
        to.Before.Add(from);
    }
}
