namespace AerNas.Discretization;

/// <summary>
/// The rule of NAS-Bench-201: every edge keeps the operation of the largest alpha, none included (AutoDL-Projects, genotype()). The first
/// of equals wins. Nothing keeps it from cutting the output off from the input; see <see cref="ConnectedRule"/>.
/// </summary>
public sealed class ArgmaxRule : IDiscretization
{
    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return Choose(alpha, candidates.Of);
    }

    /// <summary>The same among some of the operations.</summary>
    internal static ChosenOperations Choose(ArchitectureParameters alpha, Func<CellKind, EdgeId, IEnumerable<CandidateOperation>> among)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var space = alpha.Space;
        return new ChosenOperations(space, kind =>
        {
            var values = alpha.ToArray(kind);
            return space.Edges.Select(edge =>
                new GenotypeEdge(edge, among(kind, edge).MaxBy(operation => values[space.RowOf(edge), space.ColumnOf(operation)])!));
        });
    }
}
