namespace AerNas.Relaxations;

/// <summary>What a method does to alpha after the optimizer has moved it.</summary>
public interface IAlphaConstraint
{
    /// <summary>Changes alpha in place; it leaves no tensors behind.</summary>
    /// <param name="alpha">As the optimizer left it.</param>
    /// <param name="before">As it was before, one tensor each of <see cref="ArchitectureParameters.Tensors"/>.</param>
    /// <param name="context">The update that has been made.</param>
    void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context);
}
