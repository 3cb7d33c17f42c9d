namespace AerNas.Genotypes.Drawing;

/// <summary>What a cell's nodes are called in its pictures: by their index, inputs and output by their role too.</summary>
internal sealed class CellNames(SearchSpace space, CellGenotype cell)
{
    private bool PutsOutANode => space.Definition.Output == CellOutput.LastNode;

    /// <summary>The output's name where it is no node of the cell but a concatenation.</summary>
    public string? Output => PutsOutANode ? null : "c(k)";

    /// <summary>The layers of a chain whose outputs the nodes are, what is before the first among them; none where it is a cell.</summary>
    public string[] Layers { get; init; } = [];

    public string this[NodeIndex node] => Layers.Length > 0 ? Layers[node.Value] : node.Value < space.InputNodes
        ? $"{node}: {(space.InputNodes == 1 ? "in" : $"c(k-{space.InputNodes - node.Value})")}"
        : PutsOutANode && cell.Output.Contains(node) ? $"{node}: out" : node.ToString();

    public static string Title(SearchSpace space, CellKind kind) => space.CellKinds.Length == 1 ? "cell" : $"{kind.Word} cell";

    /// <summary>The cell in words.</summary>
    public string Describe()
    {
        var nodes = cell.Edges.GroupBy(e => e.Edge.To)
            .Select(node => $"{node.Key} = {string.Join(" + ", node.Select(e => $"{e.Operation}({e.Edge.From})"))}");
        return string.Join("; ", Output is null ? nodes : nodes.Append($"output = concat({string.Join(", ", cell.Output)})"));
    }
}
