using AerNas.Relaxations;

namespace AerNas.Discretization;

/// <summary>
/// The mixture of NASP: alpha projected to one operation an edge and, in the DARTS space, two edges a node, with the gradient of the
/// projected point as that of alpha. Where alpha learns every operation is computed, since it learns from those of weight 0 too; otherwise
/// the chosen ones alone.
/// </summary>
public sealed class ProjectedRelaxation : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var projection = EdgeProjection.Of(alpha);
        return context.Level == SearchLevel.Alpha
            ? new Mixture(alpha.Space, kind => projection.Through(alpha, kind))
            : new Mixture(alpha.Space, kind => projection.Through(alpha, kind).detach(), projection.Has);
    }
}
