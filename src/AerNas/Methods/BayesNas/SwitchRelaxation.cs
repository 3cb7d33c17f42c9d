namespace AerNas.Methods;

/// <summary>Switches as they are: that of an operation times that of its edge. They may be off, and below 0 (BayesNAS).</summary>
internal sealed class SwitchRelaxation : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        return Mixture.OfKept(alpha, Switches);

        Tensor Switches(CellKind kind) => alpha[kind] * OfEdges(alpha, kind).unsqueeze(-1); // [E, O]
    }

    /// <summary>The switches of edges: 1, where they start, and what they have learned beside it, beta. // [E]</summary>
    public static Tensor OfEdges(ArchitectureParameters alpha, CellKind kind) => alpha.EdgeLogits(kind)!.Plus(1);
}
