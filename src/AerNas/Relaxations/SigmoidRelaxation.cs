using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// sigmoid(alpha) of each operation by itself: operations of an edge do not compete, several may be strong at once (FairDARTS). The weight
/// of <c>none</c> multiplies nothing, so that its alpha never moves: to such a mixture an edge without a strong operation is none.
/// </summary>
public sealed class SigmoidRelaxation : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return new Mixture(alpha.Space, kind => sigmoid(alpha[kind])); // [E, O]
    }
}
