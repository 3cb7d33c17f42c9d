using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>Keeps every alpha between 0 and 1 (NASP, the projection onto C2).</summary>
public sealed class UnitBox : IAlphaConstraint
{
    /// <inheritdoc/>
    public void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var tensor in alpha.Tensors) tensor.ClampInPlace(0, 1);
    }
}
