namespace AerNas.Discretization;

/// <summary>The rule of NAS-Bench-201: every edge keeps the operation of the largest alpha, none included (AutoDL-Projects, genotype()).
/// The first of equals wins. Nothing keeps it from cutting the output off from the input; see <see cref="ConnectedRule"/>.</summary>
/// <param name="exceptNone">Whether <c>none</c> is never chosen, be it a candidate.</param>
public sealed class ArgmaxRule(bool exceptNone = false) : IDiscretization
{
    /// <summary>What is compared. Default: alpha. // [E, O]</summary>
    internal Func<ArchitectureParameters, CellKind, double[,]> Scores { get; init; } = (alpha, kind) => alpha.ToArray(kind);

    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        var space = alpha.Space;
        return new ChosenOperations(space, kind =>
        {
            var values = Scores(alpha, kind);
            return space.Edges.Select(edge =>
                new GenotypeEdge(edge, Among(kind, edge).MaxBy(operation => values[space.RowOf(edge), space.ColumnOf(operation)])!));
        });

        IEnumerable<CandidateOperation> Among(CellKind kind, EdgeId edge) =>
            exceptNone ? candidates.Computing(kind, edge) : candidates.Of(kind, edge);
    }

    /// <summary>What this rule chooses where cells keep every edge; elsewhere what another one chooses of each kind of cell.</summary>
    internal static ChosenOperations Or(
        ArchitectureParameters alpha, Candidates candidates, Func<CellKind, IEnumerable<GenotypeEdge>> choose) =>
        alpha.Space.KeepsEveryEdge ? new ArgmaxRule().Choose(alpha, candidates) : new ChosenOperations(alpha.Space, choose);
}
