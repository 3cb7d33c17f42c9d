namespace AerNas.Relaxations;

/// <summary>Turns alpha into the mixture that the supernet multiplies by.</summary>
public interface IRelaxation
{
    /// <summary>The mixture of these alphas, differentiable with respect to them.</summary>
    Mixture Relax(ArchitectureParameters alpha);
}
