// The architectures that SETN scores (AutoDL-Projects search_model_setn.py return_topK): all of the space, sorted by
//
//   log p = sum over edges of log_softmax(alpha[edge])[operation]
//
// from the largest down; equals stay in the order of enumeration, in which the operation of the first edge changes slowest.

using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>The architectures of the highest probability under softmax(alpha).</summary>
/// <param name="count">How many.</param>
public sealed class MostLikelyProposal(int count) : IPathProposal
{
    /// <inheritdoc/>
    public IReadOnlyList<ChosenOperations> Propose(ArchitectureParameters alpha, int seed)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return [.. All(alpha.Space).Zip(LogProbabilities(alpha)).OrderByDescending(pair => pair.Second).Take(count).Select(pair => pair.First)];
    }

    /// <summary>log p of an architecture.</summary>
    public static double LogProbability(ArchitectureParameters alpha, ChosenOperations path)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        ArgumentNullException.ThrowIfNull(path);
        var (space, rows) = (alpha.Space, Logarithms(alpha));
        return space.Edges.Sum(edge => rows[space.RowOf(edge)][space.ColumnOf(path[CellKind.Normal, edge])]);
    }

    private static IEnumerable<ChosenOperations> All(SearchSpace space)
    {
        var columns = new int[space.Edges.Length];
        do
        {
            var chosen = (int[])columns.Clone();
            yield return ChosenOperations.OnEveryEdge(space, (_, edge) => space.Operations[chosen[space.RowOf(edge)]]);
        }
        while (Advance(columns, space.Operations.Length));
    }

    /// <summary>log p of all architectures in the order of <see cref="All"/>: each edge multiplies them by its operations.</summary>
    private static double[] LogProbabilities(ArchitectureParameters alpha) => Logarithms(alpha).Aggregate(
        (sums, row) => [.. sums.SelectMany(sum => row.Select(value => sum + value))]);

    /// <summary>The next combination, the last edge changing fastest; false after the last.</summary>
    private static bool Advance(int[] columns, int operations)
    {
        for (var edge = columns.Length - 1; edge >= 0; edge--)
        {
            if (++columns[edge] < operations) return true;
            columns[edge] = 0;
        }

        return false;
    }

    private static double[][] Logarithms(ArchitectureParameters alpha)
    {
        using var scope = NewDisposeScope();
        var kind = alpha.Space.CellKinds.Single();
        var values = nn.functional.log_softmax(alpha[kind].detach(), dim: -1).to(ScalarType.Float64).cpu().data<double>().ToArray(); // [E * O]
        return [.. values.Chunk(alpha.Space.Operations.Length)];
    }
}
