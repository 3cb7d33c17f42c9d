using static TorchSharp.torch.nn.functional;

namespace AerNas.Relaxations;

/// <summary>The continuous relaxation of DARTS: softmax over all operations of an edge, the zero operation included (paper, eq. 1).</summary>
public sealed class SoftmaxRelaxation : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context = default)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return new Mixture(alpha.Space, kind => softmax(alpha[kind], dim: -1)); // [E, O]
    }
}
