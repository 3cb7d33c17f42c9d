// The rule of methods whose operations are gates, each open or shut by itself (xiaomi-automl/FairDARTS utils.py, threshold_sparse and
// threshold_edge):
//
//   score of an edge = max over o != none of sigmoid(alpha[edge])[o]
//   DARTS space:       of the two best edges of a node those are kept whose score reaches the threshold; or of the two best operations of
//                      every edge those that reach it, the better one last
//   NAS-Bench-201:     an edge keeps its best operation where that reaches the threshold, else it carries none
//
// In the DARTS space a node may so be left without an edge; it is no part of the cell, as in the official network. A cell of which
// nothing would be left, such as any at the start of a search, keeps the best edge of its first node; the official code has no answer
// there.

namespace AerNas.Discretization;

/// <summary>Keeps what sigmoid(alpha), or another score, puts above a threshold.</summary>
/// <param name="threshold">Between 0 and 1; officially 0.85 in FairDARTS and 0.5 in MTL-NAS.</param>
/// <param name="scope">What competes where nodes keep some edges; where every edge stays, its best operation stands alone.</param>
public sealed class ThresholdRule(double threshold, ThresholdScope scope = ThresholdScope.EdgesOfNode) : IDiscretization
{
    private const int OperationsOfEdge = 2;

    /// <summary>What the threshold is held against. Default: sigmoid(alpha). // [E, O]</summary>
    internal Func<ArchitectureParameters, CellKind, double[,]> Scores { get; init; } = Gates;

    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        alpha.Space.KeepsEveryEdge
            ? new ChosenOperations(alpha.Space, kind => OnEveryEdge(candidates, kind, Scores(alpha, kind)))
            : new ChosenOperations(alpha.Space, kind => OnSomeEdges(candidates, kind, Scores(alpha, kind)));

    private IEnumerable<GenotypeEdge> OnEveryEdge(Candidates candidates, CellKind kind, double[,] scores)
    {
        var space = candidates.Space;
        return space.Edges.Select(edge => new GenotypeEdge(edge, Best(edge)));

        CandidateOperation Best(EdgeId edge)
        {
            var best = candidates.Computing(kind, edge).MaxBy(operation => Score(edge, operation));
            var canBeNone = space.Candidates.Of(kind, edge).Contains(CandidateOperation.None);
            return best is not null && (Score(edge, best) >= threshold || !canBeNone) ? best : CandidateOperation.None;
        }

        double Score(EdgeId edge, CandidateOperation operation) => scores[space.RowOf(edge), space.ColumnOf(operation)];
    }

    private ImmutableArray<GenotypeEdge> OnSomeEdges(Candidates candidates, CellKind kind, double[,] scores)
    {
        var (space, strongest) = (candidates.Space, StrongestEdges.Of(candidates, kind, scores));
        var competing = scope == ThresholdScope.EdgesOfNode ? strongest : space.Edges.SelectMany(BestOperations);
        return OpenEdges.OrStrongest(space,
            [.. competing.Where(choice => choice.Score >= threshold).Select(choice => choice.Edge)], strongest);

        IEnumerable<(GenotypeEdge Edge, double Score)> BestOperations(EdgeId edge) => candidates.Computing(kind, edge)
            .Select(operation => (Edge: new GenotypeEdge(edge, operation), Score: scores[space.RowOf(edge), space.ColumnOf(operation)]))
            .OrderBy(choice => choice.Score).TakeLast(OperationsOfEdge);
    }

    private static double[,] Gates(ArchitectureParameters alpha, CellKind kind)
    {
        using var scores = sigmoid(alpha[kind]); // [E, O]
        return StrongestEdges.Numbers(scores);
    }
}

/// <summary>What competes for a place in a cell of the DARTS space before a threshold is asked (FairDARTS).</summary>
public enum ThresholdScope
{
    /// <summary>A node's edges, each with its best operation, for two places: the official <c>threshold_sparse</c>, its default.</summary>
    EdgesOfNode,

    /// <summary>The operations of an edge, for two places on it: the official code's <c>threshold_edge</c>. An edge then carries two
    /// operations, one or none, and a node may have an edge from every node before it.</summary>
    OperationsOfEdge,
}
