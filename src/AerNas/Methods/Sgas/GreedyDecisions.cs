// Sequential greedy decisions (Li et al.: SGAS: Sequential Greedy Architecture Search, CVPR 2020; lightaime/sgas cnn/train_search.py,
// edge_decision). Of the edges of a kind of cell that are still open the one of the highest score is decided:
//
//   p = softmax(alpha[edge]), q = p without none, divided by its sum
//   importance   S = 1 - p[none]
//   certainty    C = 1 - H(q) / ln(O - 1)
//   stability    T = mean over the epochs before, four at most, of sum_o min(q_o, q_o then)         histogram intersection
//   score        n(S) n(C), criterion 1;   n(S) n(C) n(T), criterion 2;   n(x) = (x - min) / (max - min) over all edges, 0 where all equal
//
// It keeps the operation of its largest alpha other than none; an edge that none of the decisions took is none as soon as its node has as
// many edges as it keeps. Scores look at all alphas; those of decided edges stand still. Ties: the earlier edge and the earlier column.

using AerNas.Stopping;

namespace AerNas.Methods;

/// <summary>Decides one edge of every kind of cell after another.</summary>
internal sealed class GreedyDecisions(DecisionSchedule schedule, DecisionCriterion criterion, int history) : IEdgeDecisions
{
    public int Memory => 1 + (criterion == DecisionCriterion.Stability ? history : 0);

    public KeptOperations Before(int epoch, ArchitectureParameters alpha, IReadOnlyList<EpochTrace> past) =>
        past.Count == 0 || !schedule.DecidesAfter(epoch - 1)
            ? alpha.Kept
            : alpha.Space.CellKinds.Aggregate(alpha.Kept, (kept, kind) => Decide(kept, kind, past));

    /// <summary>What each edge is worth, in the space's order.</summary>
    internal double[] Scores(SearchSpace space, CellKind kind, IReadOnlyList<EpochTrace> past)
    {
        var (now, before) = (past[^1], past.SkipLast(1).ToArray());
        var edges = space.Edges.Select(edge => Of(now, edge)).ToArray();
        var factors =
            new List<double[]> { Normalized(edges.Select(edge => edge.Importance)), Normalized(edges.Select(edge => edge.Certainty)) };
        if (criterion == DecisionCriterion.Stability)
        {
            factors.Add(Normalized(space.Edges.Zip(edges, (edge, distribution) => before
                .Select(trace => distribution.Intersection(Of(trace, edge)))
                .DefaultIfEmpty(0).Average())));
        }

        return [.. edges.Select((_, row) => factors.Aggregate(1.0, (score, factor) => score * factor[row]))];

        EdgeDistribution Of(EpochTrace trace, EdgeId edge) => new(space, trace.Row(space, kind, edge), space.Candidates.Row(kind, edge));
    }

    private KeptOperations Decide(KeptOperations kept, CellKind kind, IReadOnlyList<EpochTrace> past)
    {
        var space = kept.Space;
        var open = space.Edges.Where(edge => kept.IsOpen(kind, edge)).ToArray();
        if (open.Length == 0) return kept;
        var scores = Scores(space, kind, past);
        var decided = open.MaxBy(edge => scores[space.RowOf(edge)]);
        var alphas = past[^1].Row(space, kind, decided).ToArray();
        var chosen = kept.Of(kind, decided).Where(o => o.Family != OperationFamily.None).MaxBy(o => alphas[space.ColumnOf(o)])!;
        var then = kept.Where((k, edge, operation) => k != kind || edge != decided || operation == chosen);
        var full = space.EdgesInto(decided.To).Count(edge => !then.IsOpen(kind, edge)) >= space.KeptEdgesOf(decided.To);
        return then.Where((k, edge, operation) => !full || k != kind || edge.To != decided.To || !then.IsOpen(kind, edge)
            || operation.Family == OperationFamily.None);
    }

    private static double[] Normalized(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var (least, most) = (all.Min(), all.Max());
        return [.. all.Select(value => most > least ? (value - least) / (most - least) : 0)];
    }
}
