// The loss of DAAS beside the cross-entropy (sunsmarterjie/DAAS MinEntropyLoss.py), in nats and summed, not averaged:
//
//   H_alpha = - sum p ln p                             over all operations of all edges of all cell kinds
//   H_beta  = - sum b ln b                             over the edges into nodes 3 to 5 of all cell kinds
//   D       = 0.2 sum (sum of positive beta - 2)^2     over those nodes: two of its edges are to stay; beta at most 1
//   L       = L_val + u(e) H_alpha + v(e) (H_beta + D)
//
// p, b and beta are those of StretchedSoftmax. The entropies only ever fall: nothing here keeps alpha open at the start but u = 0.

namespace AerNas.Regularizers;

/// <summary>The sums of the entropies of operations and edges, each times a coefficient.</summary>
/// <param name="operations">u of an epoch.</param>
/// <param name="edges">v of an epoch; without betas there is nothing it multiplies.</param>
internal sealed class EntropySums(Func<EpochProgress, double> operations, Func<EpochProgress, double> edges) : IArchitectureTerm
{
    private const double DistanceWeight = 0.2;

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        return OfOperations(alpha, progress).Plus(OfEdges(alpha, progress)).MoveToOuterDisposeScope();
    }

    /// <summary>u(e) H_alpha: a scalar of the caller's scope.</summary>
    internal Tensor OfOperations(ArchitectureParameters alpha, EpochProgress progress) =>
        Sum(alpha, alpha.Space.CellKinds.Select(kind => Entropy(StretchedSoftmax.Logits(alpha, kind))), operations(progress));

    /// <summary>v(e) (H_beta + D), 0 without betas: a scalar of the caller's scope.</summary>
    internal Tensor OfEdges(ArchitectureParameters alpha, EpochProgress progress) => Sum(
        alpha,
        from kind in alpha.Space.CellKinds
        from incoming in StretchedSoftmax.EdgeLogits(alpha, kind)
        select Entropy(incoming.Logits).Plus(Distance(incoming.Logits, alpha.Space.KeptEdgesOf(incoming.Node))),
        edges(progress));

    private static Tensor Sum(ArchitectureParameters alpha, IEnumerable<Tensor> parts, double coefficient)
    {
        using var scope = NewDisposeScope();
        var first = alpha[alpha.Space.CellKinds[0]];
        return parts.Aggregate(zeros([], first.dtype, first.device), TensorArithmetic.Plus).Times(coefficient).MoveToOuterDisposeScope();
    }

    /// <summary>Of the softmax of logits, row by row; finite where a probability underflows.</summary>
    private static Tensor Entropy(Tensor logits)
    {
        var log = nn.functional.log_softmax(logits, dim: -1);
        return -(log.exp() * log).sum();
    }

    private static Tensor Distance(Tensor logits, double kept) => logits.AtLeast(0).sum().Minus(kept).Power(2).Times(DistanceWeight);
}
