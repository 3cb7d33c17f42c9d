// The projection of NASP (Yao, Xu, Tu, Zhu: Efficient Neural Architecture Search via Proximal Iterations, AAAI 2020, section 3.2, onto C1;
// xujinfan/NASP-codes model_search.py, proximal_step):
//
//   every edge: 1 at its largest alpha, 0 elsewhere
//   DARTS space: of the edges into a node the two of the largest alphas stay, the others are all 0
//
// Ties: the earlier column and the earlier edge win, as in the original. `none` is no candidate in the original's space, nor here.

using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Discretization;

/// <summary>The architecture nearest to alpha in which an edge has one operation and a node its best edges.</summary>
internal sealed class EdgeProjection
{
    private readonly ImmutableDictionary<CellKind, ImmutableHashSet<GenotypeEdge>> _edges;

    private EdgeProjection(ImmutableDictionary<CellKind, ImmutableHashSet<GenotypeEdge>> edges) => _edges = edges;

    /// <summary>Projects.</summary>
    public static EdgeProjection Of(ArchitectureParameters alpha) => new(alpha.Space.CellKinds.ToImmutableDictionary(kind => kind, kind =>
        StrongestEdges.Of(new Candidates(alpha.Kept), kind, alpha.ToArray(kind)).Select(strongest => strongest.Edge).ToImmutableHashSet()));

    /// <summary>Whether an operation has the weight 1.</summary>
    public bool Has(CellKind kind, EdgeId edge, CandidateOperation operation) => _edges[kind].Contains(new GenotypeEdge(edge, operation));

    /// <summary>The projected alpha, to the bit, with the gradient of alpha itself; owned by the caller's scope. // [E, O]</summary>
    public Tensor Through(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        var (space, logits) = (alpha.Space, alpha[kind]);
        var values = from edge in space.Edges
                     from operation in space.Operations
                     select Has(kind, edge, operation) ? 1.0 : 0.0;
        var projected = tensor(values.ToArray()).reshape(logits.shape).to(logits.dtype).to(logits.device); // [E, O]
        return projected.Plus(logits - logits.detach()).MoveToOuterDisposeScope();
    }
}
