using static TorchSharp.torch.nn.functional;

namespace AerNas.Relaxations;

/// <summary>The continuous relaxation of DARTS: softmax over all operations of an edge, the zero operation included (paper, eq. 1); where
/// edges have weights, times that of the edge.</summary>
public sealed class SoftmaxRelaxation : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context = default)
    {
        var (space, kept) = (alpha.Space, alpha.Kept);
        var edges = space.CellKinds.ToDictionary(kind => kind, kind => EdgeNormalization.Weights(alpha, kind)); // [E]
        return kept.IsAll
            ? new Mixture(space, Weights) { EdgeWeights = kind => edges[kind] }
            : new Mixture(space, Weights, kept.Contains) { EdgeWeights = kind => edges[kind] };

        Tensor Weights(CellKind kind) => EdgeNormalization.Scale(softmax(alpha.KeptLogits(kind), dim: -1), edges[kind]); // [E, O]
    }
}
