namespace AerNas.Genotypes;

/// <summary>Which nodes of a cell get something of its inputs, and which lead to its output.</summary>
internal sealed class ReachedNodes
{
    private readonly bool[] _gets;
    private readonly bool[] _leads;

    /// <summary>Follows the edges from the inputs, and back from the output.</summary>
    public ReachedNodes(CellGenotype cell)
    {
        _gets = new bool[cell.NodeCount];
        _leads = new bool[cell.NodeCount];
        Array.Fill(_gets, true, 0, cell.InputNodes);
        foreach (var edge in cell.Edges) // grouped by target, so that a source is known before it is read
            _gets[edge.Edge.To.Value] |= edge.Operation != CandidateOperation.None && _gets[edge.Edge.From.Value];
        foreach (var node in cell.Output) _leads[node.Value] = true;
        foreach (var edge in cell.Edges.Reverse())
            _leads[edge.Edge.From.Value] |= edge.Operation != CandidateOperation.None && _leads[edge.Edge.To.Value];
        IsCutOff = !cell.Output.Any(node => _gets[node.Value]);
    }

    /// <summary>Whether nothing of the inputs comes to the output.</summary>
    public bool IsCutOff { get; }

    /// <summary>Whether what an edge carries comes to the output, be it nothing of the inputs.</summary>
    public bool Leads(GenotypeEdge edge) => edge.Operation != CandidateOperation.None && _leads[edge.Edge.To.Value];

    /// <summary>Whether an edge carries something of the inputs to the output.</summary>
    public bool Takes(GenotypeEdge edge) =>
        Leads(edge) && _gets[edge.Edge.From.Value];
}
