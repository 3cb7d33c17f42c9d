// Which operations DropNAS drops in an update (Hong et al.: DropNAS: Grouped Operation Dropout for Differentiable Architecture Search,
// IJCAI 2020, section 3.2; wiljohnhong/DropNAS models/search_cnn.py, generate_masks). The operations of an edge form two groups, those with
// parameters and those without; each is dropped with probability
//
//   p = r^(1 / |G|)                                              r would be the probability that a whole group G is dropped
//
// and a group of which nothing would be left is drawn again.

namespace AerNas.Methods;

/// <summary>Grouped operation dropout.</summary>
internal static class OperationDrops
{
    /// <summary>Draws the operations that take part in an update; equal arguments give equal ones.</summary>
    /// <param name="space">Gives edges and groups.</param>
    /// <param name="rate">r; at least 0 and below 1.</param>
    /// <param name="context">The update; in a validation nothing is dropped.</param>
    public static KeptOperations Draw(SearchSpace space, double rate, RelaxationContext context)
    {
        if (context.Level == SearchLevel.Validation) return KeptOperations.All(space);
        var random = context.Random;
        var dropped = ImmutableHashSet.CreateBuilder<(CellKind, EdgeId, CandidateOperation)>();
        foreach (var (kind, edge, group) in Groups(space))
        {
            var probability = Math.Pow(rate, 1.0 / group.Length);
            CandidateOperation[] drawn;
            do drawn = [.. group.Where(_ => random.Uniform() < probability)];
            while (drawn.Length == group.Length);
            dropped.UnionWith(drawn.Select(operation => (kind, edge, operation)));
        }

        return new KeptOperations(space, (kind, edge, operation) => !dropped.Contains((kind, edge, operation)));
    }

    private static IEnumerable<(CellKind Kind, EdgeId Edge, CandidateOperation[] Group)> Groups(SearchSpace space) =>
        from kind in space.CellKinds
        from edge in space.Edges
        from members in space.Candidates.Of(kind, edge).GroupBy(operation => operation.HasParameters)
        select (kind, edge, members.ToArray());
}
