namespace AerNas.Relaxations;

/// <summary>What a method does to alpha after the optimizer has moved it.</summary>
public interface IAlphaConstraint
{
    /// <summary>What it will want to know of what was before an update.</summary>
    /// <param name="alpha">As it is before.</param>
    /// <param name="context">The update that is to be made.</param>
    /// <returns>Owned by the caller's scope; by default alpha, one tensor each of <see cref="ArchitectureParameters.Tensors"/>.</returns>
    IReadOnlyList<Tensor> Remember(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return [.. alpha.Tensors.Select(tensor => tensor.detach().clone())];
    }

    /// <summary>Changes alpha in place; it leaves no tensors behind.</summary>
    /// <param name="alpha">As the optimizer left it.</param>
    /// <param name="before">What <see cref="Remember"/> gave before.</param>
    /// <param name="context">The update that has been made.</param>
    void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context);
}
