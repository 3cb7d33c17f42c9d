namespace AerNas.Relaxations;

/// <summary>Turns alpha into the mixture that the supernet multiplies by.</summary>
public interface IRelaxation
{
    /// <summary>The mixture of these alphas, differentiable with respect to them.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="context">When and for what; equal contexts give equal mixtures.</param>
    Mixture Relax(ArchitectureParameters alpha, RelaxationContext context);

    /// <summary>The probabilities that these alphas stand for, whatever is drawn from them: what rules compare, and what signs and reports
    /// show. Rows by edge, columns by operation.</summary>
    /// <returns>By default softmax over the operations of each edge that are kept.</returns>
    double[,] Probabilities(ArchitectureParameters alpha, CellKind kind)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return alpha.Probabilities(kind);
    }
}
