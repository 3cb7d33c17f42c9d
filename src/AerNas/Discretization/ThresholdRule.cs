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

using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Discretization;

/// <summary>Keeps what sigmoid(alpha) puts above a threshold.</summary>
/// <param name="threshold">Between 0 and 1; officially 0.85 in FairDARTS and 0.5 in MTL-NAS.</param>
/// <param name="scope">What competes on the DARTS space; on NAS-Bench-201 an edge's best operation stands alone.</param>
public sealed class ThresholdRule(double threshold, ThresholdScope scope = ThresholdScope.EdgesOfNode) : IDiscretization
{
    private const int OperationsOfEdge = 2;

    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        ArgumentNullException.ThrowIfNull(candidates);
        return alpha.Space.KeepsEveryEdge
            ? new ChosenOperations(alpha.Space, kind => OnNasBench201(candidates, kind, Scores(alpha, kind)))
            : new ChosenOperations(alpha.Space, kind => OnDarts(candidates, kind, Scores(alpha, kind)));
    }

    private IEnumerable<GenotypeEdge> OnNasBench201(Candidates candidates, CellKind kind, double[,] scores)
    {
        var space = candidates.Space;
        return space.Edges.Select(edge => new GenotypeEdge(edge, candidates.Computing(kind, edge).Where(o => Score(edge, o) >= threshold)
            .OrderByDescending(o => Score(edge, o)).FirstOrDefault(CandidateOperation.None)));

        double Score(EdgeId edge, CandidateOperation operation) => scores[space.RowOf(edge), space.ColumnOf(operation)];
    }

    private ImmutableArray<GenotypeEdge> OnDarts(Candidates candidates, CellKind kind, double[,] scores)
    {
        var (space, strongest) = (candidates.Space, StrongestEdges.Of(candidates, kind, scores));
        var competing = scope == ThresholdScope.EdgesOfNode ? strongest : space.Edges.SelectMany(BestOperations);
        return OpenEdges.OrStrongest(space,
            [.. competing.Where(choice => choice.Score >= threshold).Select(choice => choice.Edge)], strongest);

        IEnumerable<(GenotypeEdge Edge, double Score)> BestOperations(EdgeId edge) => candidates.Computing(kind, edge)
            .Select(operation => (Edge: new GenotypeEdge(edge, operation), Score: scores[space.RowOf(edge), space.ColumnOf(operation)]))
            .OrderBy(choice => choice.Score).TakeLast(OperationsOfEdge);
    }

    private static double[,] Scores(ArchitectureParameters alpha, CellKind kind)
    {
        using var scores = sigmoid(alpha[kind]); // [E, O]
        return StrongestEdges.Numbers(scores);
    }
}
