namespace AerNas.Methods;

/// <summary>softmax over the operations of an edge that <see cref="OperationDrops"/> keeps; no gradient for others (DropNAS).</summary>
/// <param name="rate">r: the probability that a whole group would be dropped.</param>
internal sealed class DroppedRelaxation(double rate) : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context) =>
        Relax(alpha, OperationDrops.Draw(alpha.Space, rate, context));

    internal static Mixture Relax(ArchitectureParameters alpha, KeptOperations kept) =>
        new(alpha.Space, kind => nn.functional.softmax(alpha[kind].Plus(alpha.Barrier(kept, kind)), dim: -1), kept.Contains); // [E, O]
}
