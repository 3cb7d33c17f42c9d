// The rule of methods whose operations are gates, each open or shut by itself (xiaomi-automl/FairDARTS utils.py, threshold_sparse):
//
//   score of an edge = max over o != none of sigmoid(alpha[edge])[o]
//   DARTS space:       of the two best edges of a node those are kept whose score exceeds the threshold
//   NAS-Bench-201:     an edge keeps its best operation where that exceeds the threshold, else it carries none
//
// In the DARTS space a node may so be left without an edge. As in the official network, it is then no part of the cell, nor are edges that
// read it: the later nodes move up, and the cell's output is the narrower. A cell of which nothing would be left, such as any at the
// start of a search, keeps the best edge of its first node, so that every genotype can be built; the official code has no answer there.

using System.Collections.Immutable;
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
        var space = alpha.Space;
        var strongest = StrongestEdges.Of(alpha.Kept, kind, Scores(alpha, kind));
        var open = strongest.Where(s => s.Score > threshold).Select(s => s.Edge).ToImmutableArray();
        var first = new NodeIndex(space.InputNodes);
        if (!open.Any(edge => edge.Edge.From < first)) open = [strongest.First(s => s.Edge.Edge.To == first).Edge];
        return WithoutEmptyNodes(space, open);
    }

    private static CellGenotype WithoutEmptyNodes(SearchSpace space, ImmutableArray<GenotypeEdge> open)
    {
        var places = Enumerable.Range(0, space.InputNodes).ToDictionary(input => new NodeIndex(input), input => new NodeIndex(input));
        var edges = ImmutableArray.CreateBuilder<GenotypeEdge>();
        foreach (var node in space.ComputedNodes)
        {
            var into = open.Where(edge => edge.Edge.To == node && places.ContainsKey(edge.Edge.From)).ToArray();
            if (into.Length == 0) continue;
            var place = new NodeIndex(places.Count);
            edges.AddRange(into.Select(edge => edge with { Edge = new EdgeId(places[edge.Edge.From], place) }));
            places[node] = place;
        }

        return new CellGenotype(space.InputNodes, edges, places.Values.Where(place => place.Value >= space.InputNodes));
    }

    private static double[,] Scores(ArchitectureParameters alpha, CellKind kind)
    {
        using var scores = sigmoid(alpha[kind]); // [E, O]
        return StrongestEdges.Numbers(scores);
    }
}
