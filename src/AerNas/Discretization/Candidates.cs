namespace AerNas.Discretization;

/// <summary>What a rule may choose from: the operations that the search still looks at, but for some that are ruled out. What is ruled out
/// keeps its place in every softmax, so that the others are worth what they were. An immutable value.</summary>
public sealed class Candidates
{
    private readonly KeptOperations _kept;
    private readonly ImmutableHashSet<(CellKind Kind, GenotypeEdge Choice)> _ruledOut;

    /// <summary>All that the search still looks at.</summary>
    public Candidates(KeptOperations kept)
        : this(kept, [])
    {
    }

    private Candidates(KeptOperations kept, ImmutableHashSet<(CellKind Kind, GenotypeEdge Choice)> ruledOut)
    {
        ArgumentNullException.ThrowIfNull(kept);
        (_kept, _ruledOut) = (kept, ruledOut);
    }

    /// <summary>The space they are of.</summary>
    public SearchSpace Space => _kept.Space;

    /// <summary>Those of an edge, in the space's order; there may be none.</summary>
    public IEnumerable<CandidateOperation> Of(CellKind kind, EdgeId edge) =>
        _kept.Of(kind, edge).Where(operation => !_ruledOut.Contains((kind, new GenotypeEdge(edge, operation))));

    /// <summary>Those of an edge that compute something: all but none.</summary>
    public IEnumerable<CandidateOperation> Computing(CellKind kind, EdgeId edge) =>
        Of(kind, edge).Where(operation => operation.Family != OperationFamily.None);

    /// <summary>The edge has something else to compute, or its node has more edges to choose from than it keeps.</summary>
    internal bool CanDoWithout(CellKind kind, GenotypeEdge choice) =>
        Computing(kind, choice.Edge).Skip(1).Any()
            || Space.EdgesInto(choice.Edge.To).Count(edge => Computing(kind, edge).Any()) > Space.KeptEdgesOf(choice.Edge.To);

    /// <summary>The same without an operation of an edge.</summary>
    public Candidates Without(CellKind kind, GenotypeEdge choice) => new(_kept, _ruledOut.Add((kind, choice)));
}
