namespace AerNas.Genotypes;

/// <summary>The discrete form of one kind of cell: its edges, listed node by node in the order the official code lists them (an order that
/// carries no meaning for the network but is kept by every notation), and the nodes whose concatenation is the output. An operation that
/// was searched as a <see cref="CandidateOperation.Twin"/> is the original here.</summary>
public sealed class CellGenotype : IEquatable<CellGenotype>
{
    /// <summary>Makes a cell; its last node is the highest target.</summary>
    /// <exception cref="ArgumentException">A node has no edge, an edge ends in an input, or an output node does not exist.</exception>
    public CellGenotype(int inputNodes, IEnumerable<GenotypeEdge> edges, IEnumerable<NodeIndex> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputNodes, 1);
        InputNodes = inputNodes;
        // a stable sort: the order inside a node stays
        Edges = [.. edges.Select(e => e with { Operation = e.Operation.Original }).OrderBy(e => e.Edge.To)];
        Output = [.. output];
        NodeCount = Edges.IsEmpty ? inputNodes : Edges[^1].Edge.To.Value + 1;
        for (var node = inputNodes; node < NodeCount; node++)
        {
            if (!EdgesInto(new NodeIndex(node)).Any())
                throw new ArgumentException($"Node {node} has no edge; every computed node needs one.", nameof(edges));
        }

        if (!Edges.IsEmpty && Edges[0].Edge.To.Value < inputNodes)
            throw new ArgumentException($"Edge {Edges[0].Edge} ends in an input; inputs are 0-{inputNodes - 1}.", nameof(edges));
        foreach (var node in Output)
        {
            if (node.Value < 0 || node.Value >= NodeCount)
                throw new ArgumentException($"Output node {node} does not exist; nodes are 0-{NodeCount - 1}.", nameof(output));
        }
    }

    /// <summary>How many nodes are inputs.</summary>
    public int InputNodes { get; }

    /// <summary>Inputs and computed nodes together.</summary>
    public int NodeCount { get; }

    /// <summary>The edges, grouped by target.</summary>
    public ImmutableArray<GenotypeEdge> Edges { get; }

    /// <summary>The nodes that form the cell's output, in concatenation order (a single node where nothing is concatenated).</summary>
    public ImmutableArray<NodeIndex> Output { get; }

    /// <summary>The edges that end in <paramref name="node"/>.</summary>
    public IEnumerable<GenotypeEdge> EdgesInto(NodeIndex node) => Edges.Where(e => e.Edge.To == node);

    /// <inheritdoc/>
    public bool Equals(CellGenotype? other) => other is not null && InputNodes == other.InputNodes
        && Edges.SequenceEqual(other.Edges) && Output.SequenceEqual(other.Output);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CellGenotype);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var edge in Edges) hash.Add(edge);
        foreach (var node in Output) hash.Add(node);
        return hash.ToHashCode();
    }
}
