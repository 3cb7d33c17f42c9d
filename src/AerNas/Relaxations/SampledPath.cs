using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// An architecture of a space: one operation an edge, <c>none</c> included, in every kind of cell. It is what RSPS, SETN and ENAS sample
/// from the supernet; as a mixture, it is the one path that is computed. An immutable value.
/// </summary>
public sealed class SampledPath : IEquatable<SampledPath>
{
    /// <summary>Makes an architecture.</summary>
    /// <param name="space">Gives the kinds of cell, the edges and the candidates.</param>
    /// <param name="choose">The operation of an edge.</param>
    /// <exception cref="ArgumentOutOfRangeException">An operation is chosen that the space does not offer.</exception>
    public SampledPath(SearchSpace space, Func<CellKind, EdgeId, CandidateOperation> choose)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(choose);
        Space = space;
        Choices = [.. from kind in space.CellKinds from edge in space.Edges select choose(kind, edge)];
        foreach (var operation in Choices) space.ColumnOf(operation); // throws where it has none
    }

    /// <summary>An architecture of which every operation is equally likely, <c>none</c> included.</summary>
    /// <param name="space">What it is an architecture of.</param>
    /// <param name="draw">Draws a whole number from 0 to below its argument; called once an edge, in the space's order.</param>
    public static SampledPath Uniform(SearchSpace space, Func<int, int> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return new SampledPath(space, (_, _) => space.Operations[draw(space.Operations.Length)]);
    }

    /// <summary>The space it is an architecture of.</summary>
    public SearchSpace Space { get; }

    /// <summary>The operations: kind after kind, edge after edge, as the space orders them.</summary>
    public ImmutableArray<CandidateOperation> Choices { get; }

    /// <summary>The operation of an edge.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The space has no such kind of cell, or the cell no such edge.</exception>
    public CandidateOperation this[CellKind kind, EdgeId edge]
    {
        get
        {
            var place = Space.CellKinds.IndexOf(kind);
            ArgumentOutOfRangeException.ThrowIfNegative(place, nameof(kind));
            return Choices[place * Space.Edges.Length + Space.RowOf(edge)];
        }
    }

    /// <summary>
    /// The mixture that computes this path and nothing else: a weight of exactly 1 where an operation is chosen. A node into which only
    /// <c>none</c> leads is zeros.
    /// </summary>
    /// <param name="dataType">float32 or float64, as the supernet computes.</param>
    /// <param name="device">Where the supernet lives; the CPU by default.</param>
    /// <returns>Its tensors are constants, owned by the caller's scope.</returns>
    public Mixture ToMixture(ScalarType dataType = ScalarType.Float32, Device? device = null) =>
        new(Space, kind => OneHot(kind, dataType, device ?? CPU), (kind, edge, operation) => this[kind, edge] == operation);

    /// <summary>The architecture as a genotype.</summary>
    /// <exception cref="NotSupportedException">A genotype of the space does not hold every edge, as in the DARTS space: a rule must choose.</exception>
    public Genotype ToGenotype()
    {
        if (Space.Name != SearchSpace.NasBench201.Name)
            throw new NotSupportedException($"A genotype of the space {Space.Name} holds some of its edges only; derive it by a rule from alpha.");
        var edges = Space.Edges.Select(edge => new GenotypeEdge(edge, this[CellKind.Normal, edge]));
        return Genotype.OfNasBench201(new CellGenotype(Space.InputNodes, edges, [new NodeIndex(Space.NodeCount - 1)]));
    }

    /// <inheritdoc/>
    public bool Equals(SampledPath? other) =>
        other is not null && Space.Identity == other.Space.Identity && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SampledPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Choices.Aggregate(Space.Identity.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    /// <summary>The operations by cell and edge, e.g. <c>Normal: 1&lt;-0 skip_connect, 2&lt;-0 none, …</c>.</summary>
    public override string ToString() => string.Join("; ", Space.CellKinds.Select(kind =>
        $"{kind}: {string.Join(", ", Space.Edges.Select(edge => $"{edge} {this[kind, edge]}"))}"));

    private Tensor OneHot(CellKind kind, ScalarType dataType, Device device)
    {
        using var scope = NewDisposeScope();
        var columns = Space.Edges.Select(edge => (long)Space.ColumnOf(this[kind, edge])).ToArray();
        return nn.functional.one_hot(tensor(columns), Space.Operations.Length).to(dataType).to(device).MoveToOuterDisposeScope(); // [E, O]
    }
}
