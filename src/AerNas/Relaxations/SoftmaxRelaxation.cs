using static TorchSharp.torch.nn.functional;

namespace AerNas.Relaxations;

/// <summary>The continuous relaxation of DARTS: softmax over all operations of an edge, the zero operation included (paper, eq. 1); where
/// edges have weights, times that of the edge.</summary>
public sealed class SoftmaxRelaxation : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context = default)
    {
        if (!alpha.WeighsEdges) return Mixture.OfKept(alpha, kind => softmax(alpha.KeptLogits(kind), dim: -1)); // [E, O]
        var edges = alpha.Space.CellKinds.ToDictionary(kind => kind, kind => EdgeNormalization.Weights(alpha, kind)); // [E]
        return Mixture.OfKept(alpha, kind => EdgeNormalization.Scale(softmax(alpha.KeptLogits(kind), dim: -1), edges[kind]), // [E, O]
            kind => edges[kind]);
    }
}
