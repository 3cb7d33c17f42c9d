namespace AerNas.Methods;

/// <summary>Keeps every alpha between 0 and 1 (NASP, the projection onto C2).</summary>
internal sealed class UnitBox : IAlphaConstraint
{
    public void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var tensor in alpha.Tensors) tensor.ClampInPlace(0, 1);
    }
}
