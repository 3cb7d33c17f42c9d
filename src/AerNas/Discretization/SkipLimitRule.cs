// The restriction of skip connections of P-DARTS (chenxin061/pdarts train_search.py, after the last stage), over any rule:
//
//   while the normal cell has more than M skip connections, the weakest of them by its probability, the first of equals, is ruled
//   out, and all edges and operations are chosen again
//
// One pass frees one edge; another edge, perhaps with a skip connection, may take its place, so that several passes can be needed. The
// reduction cell is never restricted. The official code prints the architecture for each M from 8 down to 0 that changes anything. Where an
// edge that a node cannot do without has nothing but a skip connection left, it stays; the official code does not end there.

namespace AerNas.Discretization;

/// <summary>Another rule, but no more skip connections in the normal cell than a limit.</summary>
/// <param name="rule">The rule that is asked again and again.</param>
/// <param name="mostSkips">The limit, at least 0; officially 2 in P-DARTS.</param>
/// <param name="relaxation">Tells the probabilities that alpha stands for; null: softmax(alpha[edge]), as officially.</param>
public sealed class SkipLimitRule(IDiscretization rule, int mostSkips, IRelaxation? relaxation = null) : IDiscretization
{
    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) => Restrict(alpha, candidates, mostSkips);

    /// <summary>What every limit leads to, from one skip connection an edge of the cell that the rule chooses down to none.</summary>
    public ImmutableArray<RestrictedGenotype> Variants(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var chosen = rule.Choose(alpha);
        var edges = alpha.Space.KindsKeepingSize.Sum(kind => chosen[kind].Length);
        return [.. from left in Enumerable.Range(0, edges + 1)
                   let most = edges - left
                   select new RestrictedGenotype(most, Restrict(alpha, new Candidates(alpha.Kept), most).ToGenotype())];
    }

    private ChosenOperations Restrict(ArchitectureParameters alpha, Candidates candidates, int most)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var (space, stands) = (alpha.Space, relaxation ?? new SoftmaxRelaxation());
        var probabilities = space.KindsKeepingSize.ToDictionary(kind => kind, kind => stands.Probabilities(alpha, kind));
        while (true)
        {
            var chosen = rule.Choose(alpha, candidates);
            (CellKind Kind, GenotypeEdge Choice)[] skips = [.. from kind in space.KindsKeepingSize
                                                               from choice in chosen[kind]
                                                               where choice.Operation.Family == OperationFamily.Skip
                                                               select (kind, choice)];
            (CellKind Kind, GenotypeEdge Choice)[] dispensable = [.. skips.Where(skip => candidates.CanDoWithout(skip.Kind, skip.Choice))];
            if (skips.Length <= most || dispensable.Length == 0) return chosen;
            var (cell, weakest) =
                dispensable.MinBy(skip => probabilities[skip.Kind][space.RowOf(skip.Choice.Edge), space.ColumnOf(skip.Choice.Operation)]);
            candidates = candidates.Without(cell, weakest);
        }
    }
}

/// <summary>What a search derives under a limit of skip connections.</summary>
/// <param name="MostSkips">The most that the normal cell may have.</param>
/// <param name="Genotype">The architecture.</param>
public sealed record RestrictedGenotype(int MostSkips, Genotype Genotype);
