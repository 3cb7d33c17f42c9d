using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>softmax over the operations of an edge that <see cref="OperationDrops"/> keeps; no gradient for others (DropNAS).</summary>
/// <param name="rate">r: the probability that a whole group would be dropped.</param>
public sealed class DroppedRelaxation(double rate) : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return Relax(alpha, OperationDrops.Draw(alpha.Space, rate, context));
    }

    /// <summary>The mixture of given operations.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="kept">What takes part in the update.</param>
    internal static Mixture Relax(ArchitectureParameters alpha, KeptOperations kept) =>
        new(alpha.Space, kind => nn.functional.softmax(alpha[kind].Plus(alpha.Barrier(kept, kind)), dim: -1), kept.Contains); // [E, O]
}
