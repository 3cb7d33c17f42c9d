namespace AerNas.Discretization;

/// <summary>
/// Never chooses <c>none</c>, be it a candidate: on NAS-Bench-201 every edge keeps the best of the other operations, on the DARTS space
/// <see cref="DartsRule"/> chooses.
/// </summary>
public sealed class WithoutNoneRule : IDiscretization
{
    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        ArgumentNullException.ThrowIfNull(candidates);
        return alpha.Space.KeepsEveryEdge
            ? ArgmaxRule.Choose(alpha, candidates.Computing)
            : new DartsRule().Choose(alpha, candidates);
    }
}
