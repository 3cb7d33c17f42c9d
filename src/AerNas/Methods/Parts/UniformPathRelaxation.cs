namespace AerNas.Methods;

/// <summary>One operation an edge, each equally likely, <c>none</c> included, drawn anew for every update and shared by all cells of a
/// kind: what RSPS and SETN train w on. Alpha has no part in it.</summary>
internal sealed class UniformPathRelaxation : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var random = context.Random;
        var logits = alpha[alpha.Space.CellKinds[0]];
        return Mixture.Of(ChosenOperations.Uniform(alpha.Space, bound => random.Below(bound)), logits.dtype, logits.device);
    }
}
