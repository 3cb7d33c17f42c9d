namespace AerNas.Genotypes;

/// <summary>An architecture as it lies in its space: the edges that each kind of cell has, with the operation each carries, by the space's
/// own nodes. It may have every edge of the space, as a path that is sampled from a supernet, or some of them, as a derived cell. A <see
/// cref="Genotype"/> is the same, but counts only the nodes it has. An immutable value.</summary>
public sealed class ChosenOperations : IEquatable<ChosenOperations>
{
    private readonly ImmutableArray<ImmutableArray<GenotypeEdge>> _edges; // of each kind of cell

    /// <summary>Makes an architecture. A node without an edge is no part of it, nor are edges that read such a node.</summary>
    /// <param name="space">Gives kinds, nodes and edges.</param>
    /// <param name="choose">The edges of a kind of cell; those of a node stay in their order.</param>
    /// <exception cref="ArgumentOutOfRangeException">An operation is chosen that the space does not offer.</exception>
    public ChosenOperations(SearchSpace space, Func<CellKind, IEnumerable<GenotypeEdge>> choose)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(choose);
        Space = space;
        _edges = [.. space.CellKinds.Select(kind => WhatIsReached(space, [.. choose(kind)]))];
        foreach (var operation in Operations) space.ColumnOf(operation); // throws where it has none
    }

    /// <summary>An architecture with every edge of the space.</summary>
    /// <param name="space">Gives the kinds of cell, the edges and the candidates.</param>
    /// <param name="choose">The operation of an edge, <c>none</c> included; asked once an edge, in the space's order.</param>
    /// <exception cref="ArgumentOutOfRangeException">An operation is chosen that the space does not offer.</exception>
    public static ChosenOperations OnEveryEdge(SearchSpace space, Func<CellKind, EdgeId, CandidateOperation> choose)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(choose);
        return new ChosenOperations(space, kind => space.Edges.Select(edge => new GenotypeEdge(edge, choose(kind, edge))));
    }

    /// <summary>An architecture with every edge, of which every candidate is equally likely, <c>none</c> included.</summary>
    /// <param name="space">What it is an architecture of.</param>
    /// <param name="draw">Draws a whole number from 0 to below its argument; called once an edge, in the space's order.</param>
    public static ChosenOperations Uniform(SearchSpace space, Func<int, int> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(space);
        return OnEveryEdge(space, (kind, edge) =>
        {
            CandidateOperation[] candidates = [.. space.Candidates.Of(kind, edge)];
            return candidates[draw(candidates.Length)];
        });
    }

    /// <summary>The space it lies in.</summary>
    public SearchSpace Space { get; }

    /// <summary>All operations: kind after kind, edge after edge.</summary>
    public IEnumerable<CandidateOperation> Operations => _edges.SelectMany(edges => edges.Select(edge => edge.Operation));

    /// <summary>The edges of a kind of cell, node after node.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The space has no such kind of cell.</exception>
    public ImmutableArray<GenotypeEdge> this[CellKind kind] =>
        Space.CellKinds.IndexOf(kind) is >= 0 and var place
            ? _edges[place]
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, $"{Space} has no such cells.");

    /// <summary>The operation of an edge, the first where it carries two.</summary>
    /// <exception cref="InvalidOperationException">The architecture does not have the edge.</exception>
    public CandidateOperation this[CellKind kind, EdgeId edge] => this[kind].First(choice => choice.Edge == edge).Operation;

    /// <summary>Whether an edge carries an operation.</summary>
    public bool Has(CellKind kind, EdgeId edge, CandidateOperation operation) => this[kind].Contains(new GenotypeEdge(edge, operation));

    /// <summary>The architecture by itself. Where nodes keep some of their edges, the nodes that are left are counted anew, and the output
    /// of a cell is as wide as they are many.</summary>
    public Genotype ToGenotype() => new(Space, Space.CellKinds.Select(kind => Space.KeepsEveryEdge ? Whole(kind) : Compact(kind)));

    /// <inheritdoc/>
    public bool Equals(ChosenOperations? other) =>
        other is not null && Space.Identity == other.Space.Identity
            && _edges.Zip(other._edges).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChosenOperations);

    /// <inheritdoc/>
    public override int GetHashCode() => Operations.Aggregate(Space.Identity.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    /// <summary>The operations by cell and edge, e.g. <c>Normal: 1&lt;-0 skip_connect, 2&lt;-0 none, …</c>.</summary>
    public override string ToString() => string.Join("; ", Space.CellKinds.Select(kind =>
        $"{kind}: {string.Join(", ", this[kind].Select(choice => $"{choice.Edge} {choice.Operation}"))}"));

    private static ImmutableArray<GenotypeEdge> WhatIsReached(SearchSpace space, ImmutableArray<GenotypeEdge> edges)
    {
        var nodes = Enumerable.Range(0, space.InputNodes).Select(input => new NodeIndex(input)).ToHashSet();
        var reached = ImmutableArray.CreateBuilder<GenotypeEdge>(edges.Length);
        foreach (var node in space.ComputedNodes)
        {
            GenotypeEdge[] into = [.. edges.Where(edge => edge.Edge.To == node && nodes.Contains(edge.Edge.From))];
            if (into.Length > 0) nodes.Add(node);
            reached.AddRange(into);
        }

        return reached.ToImmutable();
    }

    private CellGenotype Whole(CellKind kind) => new(Space.InputNodes, this[kind], Space.OutputNodes);

    /// <summary>The cell without the nodes it does not have: the later ones move up.</summary>
    private CellGenotype Compact(CellKind kind)
    {
        var inputs = Enumerable.Range(0, Space.InputNodes).Select(input => new NodeIndex(input));
        var places = inputs.Concat(this[kind].Select(edge => edge.Edge.To).Distinct())
            .Select((node, place) => (node, Place: new NodeIndex(place)))
            .ToDictionary(pair => pair.node, pair => pair.Place);
        return new CellGenotype(
            Space.InputNodes,
            this[kind].Select(edge => edge with { Edge = new EdgeId(places[edge.Edge.From], places[edge.Edge.To]) }),
            Space.Definition.Output == CellOutput.AllNodes ? places.Values.Where(place => place.Value >= Space.InputNodes)
                .Order() : [places.Values.Max()]);
    }
}
