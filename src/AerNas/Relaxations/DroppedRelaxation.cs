using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>softmax over the operations of an edge that <see cref="OperationDrops"/> keeps; the others take no part and have no gradient (DropNAS).</summary>
/// <param name="rate">r: the probability that a whole group would be dropped.</param>
public sealed class DroppedRelaxation(double rate) : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var kept = OperationDrops.Draw(alpha.Space, rate, context);
        return new Mixture( // [E, O]
            alpha.Space, kind => nn.functional.softmax(alpha[kind].Plus(alpha.Barrier(kept, kind)), dim: -1), kept.Contains);
    }
}
