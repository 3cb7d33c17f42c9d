// The rule of DARTS (quark0/darts model_search.py genotype(); paper, section 3.1):
//
//   score of an edge = max over o != none of softmax(alpha[edge])[o]     none stays in the denominator
//                      where edges have weights, times the weight of the edge (yuhuixu1993/PC-DARTS model_search.py genotype())
//   a node keeps its two best edges, listed by descending score; each carries its best operation other than none.
//
// Ties: the earlier edge and the earlier column win, as in the original (stable sort, strict maximum).

using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Discretization;

/// <summary>Keeps the two strongest edges of every node with their strongest operation other than none.</summary>
public sealed class DartsRule : IDiscretization
{
    private const int EdgesPerNode = 2;

    /// <inheritdoc/>
    public Genotype Discretize(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return Genotype.OfDarts(Derive(alpha, CellKind.Normal), Derive(alpha, CellKind.Reduction));
    }

    private static CellGenotype Derive(ArchitectureParameters alpha, CellKind kind)
    {
        var space = alpha.Space;
        var scores = Scores(alpha, kind);
        var best = space.Edges.ToDictionary(edge => edge, edge => space.Operations
            .Where(operation => operation.Family != OperationFamily.None)
            .Select(operation => (Operation: operation, Score: scores[space.RowOf(edge), space.ColumnOf(operation)]))
            .MaxBy(choice => choice.Score));
        var edges = space.ComputedNodes.SelectMany(node => space.EdgesInto(node)
            .OrderByDescending(edge => best[edge].Score)
            .Take(EdgesPerNode)
            .Select(edge => new GenotypeEdge(edge, best[edge].Operation)));
        return new CellGenotype(space.InputNodes, edges, space.ComputedNodes);
    }

    /// <summary>In the precision of alpha itself, so that near-ties fall as they do in the official code. // [E, O]</summary>
    private static double[,] Scores(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var scores = EdgeNormalization.Scale(nn.functional.softmax(alpha[kind], dim: -1), EdgeNormalization.Weights(alpha, kind));
        var values = new double[scores.shape[0], scores.shape[1]];
        Buffer.BlockCopy(scores.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray(), 0, values, 0, values.Length * sizeof(double));
        return values;
    }
}
