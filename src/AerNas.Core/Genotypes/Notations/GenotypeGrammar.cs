namespace AerNas.Genotypes.Notations;

/// <summary>What every notation demands of the names and numbers it reads, with one wording for what is wrong.</summary>
internal static class GenotypeGrammar
{
    /// <summary>More nodes than any cell has; a larger index is refused before anything is sized by it.</summary>
    public const int MostNodes = 1000;

    public static CandidateOperation Operation(SearchSpace space, Positioned<string> name)
    {
        var operations = space.GenotypeOperations;
        return operations.FirstOrDefault(operation => operation.Name.Equals(name.Value, StringComparison.OrdinalIgnoreCase))
            ?? throw new GenotypeFormatException(
            name.Position, "an operation name",
                $"expected an operation name, got '{name.Value}'; operations are {string.Join(", ", operations)}.");
    }

    /// <summary>The edge between two nodes of a cell.</summary>
    public static EdgeId Edge(CellFrame cell, Positioned<int> from, Positioned<int> to)
    {
        RequireNode(cell, from);
        RequireNode(cell, to);
        if (from.Value < to.Value) return new EdgeId(new NodeIndex(from.Value), new NodeIndex(to.Value));
        throw new GenotypeFormatException(from.Position, $"a node of 0-{to.Value - 1}",
            $"Node {to.Value} reads node {from.Value}; a node reads earlier ones, here 0-{to.Value - 1}.");
    }

    /// <summary>The output nodes of a cell: computed ones, at least one.</summary>
    public static List<NodeIndex> Output(CellFrame cell, Positioned<List<Positioned<int>>> nodes)
    {
        if (nodes.Value.Count == 0)
            throw new GenotypeFormatException(nodes.Position, "output nodes",
                "expected output nodes, got none; a cell needs at least one.");
        foreach (var node in nodes.Value)
        {
            RequireNode(cell, node);
            if (node.Value >= cell.Inputs) continue;
            throw new GenotypeFormatException(node.Position, $"a node of {cell.Inputs}-{cell.Nodes - 1}",
                $"Node {node.Value} is an input; output nodes are {cell.Inputs}-{cell.Nodes - 1} here.");
        }

        return [.. nodes.Value.Select(n => new NodeIndex(n.Value))];
    }

    private static void RequireNode(CellFrame cell, Positioned<int> node)
    {
        if (node.Value < cell.Nodes) return;
        var inputs = cell.Inputs == 1 ? "the input is 0" : "inputs are 0 and 1";
        throw new GenotypeFormatException(node.Position, $"a node index of 0-{cell.Nodes - 1}",
            $"Cell has {Counted.Of(cell.Nodes - cell.Inputs, "node")} but the genotype names node {node.Value}; " +
            $"node indices are 0-{cell.Nodes - 1} here ({inputs}).");
    }
}
