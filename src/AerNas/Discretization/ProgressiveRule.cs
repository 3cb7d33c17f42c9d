// The final rule of P-DARTS (chenxin061/pdarts train_search.py, after the last stage):
//
//   p                = softmax(alpha[edge]) over the operations that are left, that of none set to 0
//   an edge          carries its operation of the largest p; of equals the last
//   a node           keeps the two edges of the largest p; of equals the last. They are listed by source, not by score
//   normal cell      while it has more than M skip connections: p of the weakest of them, the first of equals, is set to 0, and all its
//                    edges and operations are chosen again
//
// One pass frees one edge; another edge, perhaps with a skip connection, may take its place, so that several passes can be needed. The
// reduction cell is never restricted. The official code prints the architecture for each M from 8 down to 0 that changes anything. Where an
// edge that a node cannot do without has nothing but a skip connection left, it stays; the official code does not end there.

using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;

namespace AerNas.Discretization;

/// <summary>The rule of P-DARTS: two strongest edges a node, and no more skip connections in the normal cell than a limit.</summary>
/// <param name="mostSkips">The limit; officially 2.</param>
public sealed class ProgressiveRule(int mostSkips) : IDiscretization
{
    private const int EdgesPerNode = 2;

    /// <inheritdoc/>
    public Genotype Discretize(ArchitectureParameters alpha) => Variants(alpha).First(variant => variant.MostSkips <= mostSkips).Genotype;

    /// <summary>What every limit leads to, from one skip connection an edge of the derived cell down to none.</summary>
    public static ImmutableArray<RestrictedGenotype> Variants(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var reduction = Choose(alpha, CellKind.Reduction, Probabilities(alpha, CellKind.Reduction));
        var normal = Probabilities(alpha, CellKind.Normal);
        var variants = ImmutableArray.CreateBuilder<RestrictedGenotype>();
        for (var most = EdgesPerNode * alpha.Space.IntermediateNodes; most >= 0; most--)
        {
            var cell = Restrict(alpha, normal, most);
            variants.Add(new RestrictedGenotype(most, Genotype.OfDarts(Cell(alpha.Space, cell), Cell(alpha.Space, reduction))));
        }

        return variants.ToImmutable();
    }

    /// <summary>Chooses again and again, without the weakest skip connection, until there are few enough or none can be left out.</summary>
    private static ImmutableArray<Choice> Restrict(ArchitectureParameters alpha, double[,] probabilities, int most)
    {
        while (true)
        {
            var cell = Choose(alpha, CellKind.Normal, probabilities);
            var skips = cell.Where(choice => choice.Operation.Family == OperationFamily.Skip).ToArray();
            Choice[] removable = [.. skips.Where(skip => skip.Probability > 0)]; // one at 0 that is still chosen has nothing beside it
            if (skips.Length <= most || removable.Length == 0) return cell;
            var weakest = removable.MinBy(skip => skip.Probability);
            probabilities[alpha.Space.RowOf(weakest.Edge), alpha.Space.ColumnOf(weakest.Operation)] = 0;
        }
    }

    private static ImmutableArray<Choice> Choose(ArchitectureParameters alpha, CellKind kind, double[,] probabilities)
    {
        var space = alpha.Space;
        return [.. space.ComputedNodes.SelectMany(node => space.EdgesInto(node)
            .SelectMany(edge => Best(edge).TakeLast(1))
            .OrderBy(choice => choice.Probability)
            .TakeLast(EdgesPerNode)
            .OrderBy(choice => space.RowOf(choice.Edge)))];

        IEnumerable<Choice> Best(EdgeId edge) => alpha.Kept.Of(kind, edge)
            .Where(operation => operation.Family != OperationFamily.None)
            .Select(operation => new Choice(edge, operation, probabilities[space.RowOf(edge), space.ColumnOf(operation)]))
            .OrderBy(choice => choice.Probability);
    }

    private static double[,] Probabilities(ArchitectureParameters alpha, CellKind kind)
    {
        var probabilities = alpha.Probabilities(kind);
        for (var row = 0; row < probabilities.GetLength(0); row++) probabilities[row, alpha.Space.ColumnOf(CandidateOperation.None)] = 0;
        return probabilities;
    }

    private static CellGenotype Cell(SearchSpace space, IEnumerable<Choice> choices) => new(
        space.InputNodes, choices.Select(choice => new GenotypeEdge(choice.Edge, choice.Operation)), space.ComputedNodes);

    private readonly record struct Choice(EdgeId Edge, CandidateOperation Operation, double Probability);
}
