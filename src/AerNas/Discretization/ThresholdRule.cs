// The rule of methods whose operations are gates, each open or shut by itself (xiaomi-automl/FairDARTS utils.py, threshold_sparse):
//
//   score of an edge = max over o != none of sigmoid(alpha[edge])[o]
//   DARTS space:       of the two best edges of a node those are kept whose score exceeds the threshold
//   NAS-Bench-201:     an edge keeps its best operation where that exceeds the threshold, else it carries none
//
// In the DARTS space a node may so be left without an edge; OpenEdges tells what becomes of it, as in the official network. A cell of which
// nothing would be left, such as any at the start of a search, keeps the best edge of its first node; the official code has no answer there.

using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Discretization;

/// <summary>Keeps what sigmoid(alpha) puts above a threshold.</summary>
/// <param name="threshold">Between 0 and 1; officially 0.85 in FairDARTS and 0.5 in MTL-NAS.</param>
public sealed class ThresholdRule(double threshold) : IDiscretization
{
    /// <inheritdoc/>
    public Genotype Discretize(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return alpha.Space.Name == SearchSpace.NasBench201.Name
            ? OnNasBench201(alpha.Space, Scores(alpha, CellKind.Normal))
            : Genotype.OfDarts(OnDarts(alpha, CellKind.Normal), OnDarts(alpha, CellKind.Reduction));
    }

    private Genotype OnNasBench201(SearchSpace space, double[,] scores)
    {
        return new SampledPath(space, (_, edge) => space.Operations.Where(o => Score(edge, o) > threshold)
            .OrderByDescending(o => Score(edge, o)).FirstOrDefault(CandidateOperation.None)).ToGenotype();

        double Score(EdgeId edge, CandidateOperation operation) =>
            operation.Family == OperationFamily.None ? 0 : scores[space.RowOf(edge), space.ColumnOf(operation)];
    }

    private CellGenotype OnDarts(ArchitectureParameters alpha, CellKind kind)
    {
        var strongest = StrongestEdges.Of(alpha.Kept, kind, Scores(alpha, kind));
        return OpenEdges.ToCell(alpha.Space, [.. strongest.Where(s => s.Score > threshold).Select(s => s.Edge)], strongest);
    }

    private static double[,] Scores(ArchitectureParameters alpha, CellKind kind)
    {
        using var scores = sigmoid(alpha[kind]); // [E, O]
        return StrongestEdges.Numbers(scores);
    }
}
