using AerNas.Spaces;

namespace AerNas.Reports.Runs;

/// <summary>Signs that a search collapses, computed of the cells and alphas that its epochs recorded. A search that collapses prefers what
/// has no weights to train: skip connections first of all (DARTS+ stops at two in the normal cell).</summary>
internal sealed record CollapseSigns
{
    private static readonly ImmutableArray<string> Skips = [CandidateOperation.SkipConnect.Name, CandidateOperation.SkipConnect.Twin.Name];

    /// <summary>Skip connections in the normal cell that would have been derived.</summary>
    public required ImmutableArray<double> SkipConnections { get; init; }

    /// <summary>Its operations without parameters: none, skip connections, pooling.</summary>
    public required ImmutableArray<double> WithoutWeights { get; init; }
    public required int Edges { get; init; }

    /// <summary>Mean share of skip connections in the mixtures of the normal cell, 0 to 1.</summary>
    public required ImmutableArray<double> SkipMixture { get; init; }

    /// <summary>Mean share of the strongest operation in the mixtures of all cells, 0 to 1: what discretization does not cut off.</summary>
    public required ImmutableArray<double> StrongestMixture { get; init; }

    /// <summary>The signs in a run; series of no numbers where it recorded no cells or alphas.</summary>
    public static CollapseSigns Of(RecordedRun run)
    {
        var cells = run.Epochs.Select(epoch => epoch.Genotype?.EdgesKeepingSize.ToArray()).ToArray();
        var edges = EdgeHistory.Of(run);
        var reducing = run.Genotype?.CellKinds.Where(kind => kind.Reduces).Select(kind => kind.Name).ToHashSet()
            ?? [CellKind.Reduction.Name];
        var normal = edges.Where(edge => !reducing.Contains(edge.Kind)).ToArray();
        return new CollapseSigns
        {
            SkipConnections = Count(cells, operation => operation == CandidateOperation.SkipConnect),
            WithoutWeights = Count(cells, operation => !operation.HasParameters),
            Edges = cells.OfType<GenotypeEdge[]>().Select(cell => cell.Length).DefaultIfEmpty(0).Max(),
            SkipMixture = Mean(run, normal, (edge, epoch) => Share(edge, Skips, epoch)),
            StrongestMixture = Mean(run, edges, (edge, epoch) => edge.Shares.Select(share => share[epoch]).Where(double.IsFinite)
                .DefaultIfEmpty(double.NaN).Max()),
        };
    }

    private static ImmutableArray<double> Count(IEnumerable<GenotypeEdge[]?> cells, Func<CandidateOperation, bool> counted) =>
        [.. cells.Select(cell => cell is null ? double.NaN : cell.Count(edge => counted(edge.Operation)))];

    /// <summary>What some operations have of an edge together; not a number where the epoch offered none of them.</summary>
    private static double Share(EdgeHistory edge, ImmutableArray<string> operations, int epoch) =>
        edge.Operations.Zip(edge.Shares, (operation, shares) => operations.Contains(operation) ? shares[epoch] : double.NaN)
            .Where(double.IsFinite).DefaultIfEmpty(double.NaN).Sum();

    private static ImmutableArray<double> Mean(
        RecordedRun run, IReadOnlyCollection<EdgeHistory> edges, Func<EdgeHistory, int, double> value) =>
        [.. Enumerable.Range(0, run.Epochs.Length).Select(epoch =>
            edges.Select(edge => value(edge, epoch)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())];
}
