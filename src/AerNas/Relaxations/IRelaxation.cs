namespace AerNas.Relaxations;

/// <summary>Turns alpha into the mixture that the supernet multiplies by.</summary>
public interface IRelaxation
{
    /// <summary>The mixture of these alphas, differentiable with respect to them.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="context">When and for what; equal contexts give equal mixtures.</param>
    Mixture Relax(ArchitectureParameters alpha, RelaxationContext context);
}
