// The projection of NASP (Yao, Xu, Tu, Zhu: Efficient Neural Architecture Search via Proximal Iterations, AAAI 2020, section 3.2, onto C1;
// xujinfan/NASP-codes model_search.py, proximal_step):
//
//   every edge: 1 at its largest alpha, 0 elsewhere
//   DARTS space: of the edges into a node the two of the largest alphas stay, the others are all 0
//
// Ties: the earlier column and the earlier edge win, as in the original. `none` is no candidate in the original's space, nor here.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>The mixture of NASP: alpha projected to one operation an edge and, in the DARTS space, two edges a node, with the gradient of
/// the projected point as that of alpha. Where alpha learns every operation is computed, since it learns from those of weight 0 too;
/// otherwise the chosen ones alone.</summary>
internal sealed class ProjectedRelaxation : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var projection = Project(alpha);
        if (context.Level == SearchLevel.Alpha) return new Mixture(alpha.Space, kind => Through(projection, alpha, kind));
        var logits = alpha[alpha.Space.CellKinds[0]];
        return Mixture.Of(projection, logits.dtype, logits.device);
    }

    /// <inheritdoc/>
    /// <returns>1 of the operations of the projected alpha, 0 of all others.</returns>
    public double[,] Probabilities(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        return ArchitectureParameters.Table(Mixture.Ones(Project(alpha), kind, ScalarType.Float64, CPU));
    }

    /// <summary>The architecture nearest to alpha in which an edge has one operation and a node its best edges.</summary>
    internal static ChosenOperations Project(ArchitectureParameters alpha) =>
        new ChosenOperations(alpha.Space, kind =>
            StrongestEdges.Of(new Candidates(alpha.Kept), kind, alpha.ToArray(kind)).Select(strongest => strongest.Edge));

    /// <summary>The projected alpha, to the bit, with the gradient of alpha itself; owned by the caller's scope. // [E, O]</summary>
    internal static Tensor Through(ChosenOperations projection, ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        var logits = alpha[kind];
        var ones = Mixture.Ones(projection, kind, logits.dtype, logits.device); // [E, O]
        return ones.Plus(logits - logits.detach()).MoveToOuterDisposeScope();
    }
}
