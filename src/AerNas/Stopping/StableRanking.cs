// The other criterion of DARTS+ (Liang et al., 2019): the search stops where the ranking of the operations that learn, by alpha, has been
// the same on every edge for some epochs, ten by default: none of those epochs changed what the epoch before it had left. Operations learn
// that have parameters of their own: convolutions, no pools, skip connections or none.

using AerNas.Texts;

namespace AerNas.Stopping;

/// <summary>Stops where the ranking of the operations with parameters does not change any more.</summary>
/// <param name="space">Gives the alphas their meaning.</param>
/// <param name="first">The first epoch that may be the last, from 0.</param>
/// <param name="epochs">How many epochs the ranking must last.</param>
internal sealed class StableRanking(SearchSpace space, int first, int epochs) : IStopRule
{
    public int Memory => epochs + 1;

    public bool NeedsEigenvalue(int epoch) => false;

    public StopVerdict? Judge(IReadOnlyList<EpochTrace> past)
    {
        if (past.Count < Memory || past[^1].Outcome.Epoch < first) return null;
        var last = Ranking(past[^1]).ToArray();
        return past.SkipLast(1).All(trace => Ranking(trace).SequenceEqual(last))
            ? new StopVerdict(past[^1].Outcome.Epoch,
                $"The ranking of the operations with parameters has not changed for {Counted.Of(epochs, "epoch")}.")
            : null;
    }

    /// <summary>The operations with parameters of every edge, the best first; of equals the earlier column.</summary>
    private IEnumerable<CandidateOperation> Ranking(EpochTrace trace) =>
        from kind in space.CellKinds
        from edge in space.Edges
        from operation in Ranked(trace, kind, edge)
        select operation;

    private IEnumerable<CandidateOperation> Ranked(EpochTrace trace, CellKind kind, EdgeId edge)
    {
        var alphas = trace.Row(space, kind, edge).ToArray();
        return space.Operations.Where(operation => operation.HasParameters)
            .OrderByDescending(operation => alphas[space.ColumnOf(operation)]);
    }
}
