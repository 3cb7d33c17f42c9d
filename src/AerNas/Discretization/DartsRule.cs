// The rule of DARTS (quark0/darts model_search.py genotype(); paper, section 3.1):
//
//   score of an edge = max over o != none of softmax(alpha[edge])[o]     none stays in the denominator
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
        var probabilities = Probabilities(alpha[kind]);
        var best = space.Edges.ToDictionary(edge => edge, edge => space.Operations
            .Where(operation => operation.Family != OperationFamily.None)
            .Select(operation => (Operation: operation, Score: probabilities[space.RowOf(edge), space.ColumnOf(operation)]))
            .MaxBy(choice => choice.Score));
        var edges = space.ComputedNodes.SelectMany(node => space.EdgesInto(node)
            .OrderByDescending(edge => best[edge].Score)
            .Take(EdgesPerNode)
            .Select(edge => new GenotypeEdge(edge, best[edge].Operation)));
        return new CellGenotype(space.InputNodes, edges, space.ComputedNodes);
    }

    /// <summary>In the precision of alpha itself, so that near-ties fall as they do in the official code. // [E, O]</summary>
    private static double[,] Probabilities(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var softmax = nn.functional.softmax(logits.detach(), dim: -1).to(ScalarType.Float64).cpu().contiguous(); // [E, O]
        var values = new double[softmax.shape[0], softmax.shape[1]];
        Buffer.BlockCopy(softmax.data<double>().ToArray(), 0, values, 0, values.Length * sizeof(double));
        return values;
    }
}
