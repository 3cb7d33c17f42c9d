namespace AerNas.Methods;

/// <summary>A uniformly random architecture, drawn anew for every update and shared by all cells of a kind: what RSPS and SETN train w on.
/// Alpha has no part in it.</summary>
internal sealed class UniformPathRelaxation : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var logits = alpha[alpha.Space.CellKinds[0]];
        return Mixture.Of(UniformCells.Draw(alpha.Space, context.Random.Draws), logits.dtype, logits.device);
    }
}
