using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// An architecture as it lies in its space: some edges of every kind of cell, each with one operation, by the space's own nodes. A
/// <see cref="Genotype"/> is the same, but counts only the nodes it has. An immutable value.
/// </summary>
public sealed class ChosenOperations
{
    private readonly ImmutableDictionary<CellKind, ImmutableArray<GenotypeEdge>> _edges;

    /// <summary>Makes an architecture. A node without an edge is no part of it, nor are edges that read such a node.</summary>
    /// <param name="space">Gives kinds, nodes and edges.</param>
    /// <param name="choose">The edges of a kind of cell; those of a node stay in their order.</param>
    public ChosenOperations(SearchSpace space, Func<CellKind, IEnumerable<GenotypeEdge>> choose)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(choose);
        Space = space;
        _edges = space.CellKinds.ToImmutableDictionary(kind => kind, kind => WhatIsReached(space, [.. choose(kind)]));
    }

    /// <summary>The space it lies in.</summary>
    public SearchSpace Space { get; }

    /// <summary>The edges of a kind of cell, node after node.</summary>
    public ImmutableArray<GenotypeEdge> this[CellKind kind] => _edges[kind];

    /// <summary>The architecture by itself: the nodes that are left are counted anew, and the output of a DARTS cell is as wide as they are many.</summary>
    public Genotype ToGenotype()
    {
        if (Space.Name == SearchSpace.Darts.Name) return Genotype.OfDarts(Compact(CellKind.Normal), Compact(CellKind.Reduction));
        return Genotype.OfNasBench201(new CellGenotype(Space.InputNodes, this[CellKind.Normal], [new NodeIndex(Space.NodeCount - 1)]));
    }

    /// <summary>
    /// The mixture that computes this architecture with the supernet's weights and nothing else: a weight of exactly 1 for each of its
    /// operations. An edge it does not have adds nothing, the channels that bypass the operations included; a node it does not have is zeros.
    /// </summary>
    /// <param name="dataType">float32 or float64, as the supernet computes.</param>
    /// <param name="device">Where the supernet lives.</param>
    /// <returns>Its tensors are constants, owned by the caller's scope.</returns>
    public Mixture ToMixture(ScalarType dataType, Device device)
    {
        var chosen = Space.CellKinds.ToDictionary(kind => kind, kind => this[kind].ToHashSet());
        return new Mixture(Space, Operations, Has) { EdgeWeights = Edges };

        bool Has(CellKind kind, EdgeId edge, CandidateOperation operation) => chosen[kind].Contains(new GenotypeEdge(edge, operation));

        bool Carries(CellKind kind, EdgeId edge) => Space.Operations.Any(o => o.Family != OperationFamily.None && Has(kind, edge, o));

        Tensor Operations(CellKind kind) => Ones(from edge in Space.Edges from o in Space.Operations select Has(kind, edge, o))
            .reshape(Space.Edges.Length, Space.Operations.Length); // [E, O]

        Tensor Edges(CellKind kind) => Ones(from edge in Space.Edges select Carries(kind, edge)); // [E]

        Tensor Ones(IEnumerable<bool> where) => tensor(where.Select(there => there ? 1.0 : 0.0).ToArray()).to(dataType).to(device);
    }

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
            places.Values.Where(place => place.Value >= Space.InputNodes).Order());
    }
}
