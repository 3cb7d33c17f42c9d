// How P-DARTS narrows its space (chenxin061/pdarts train_search.py get_min_k): at the end of a stage every edge drops the operations of
// the lowest softmax(alpha[edge]), the first of equals first. The zero operation is one like any other.

namespace AerNas.Methods;

/// <summary>Every edge drops its weakest operations at the end of a stage.</summary>
/// <param name="counts">How many operations an edge has in each stage.</param>
internal sealed class WeakestDropped(IReadOnlyList<int> counts) : INarrowing
{
    public KeptOperations First(SearchSpace space) => KeptOperations.All(space);

    public KeptOperations After(ArchitectureParameters alpha, int stage)
    {
        var (space, kept) = (alpha.Space, alpha.Kept);
        var dropped = new HashSet<(CellKind, EdgeId, CandidateOperation)>();
        foreach (var kind in space.CellKinds)
        {
            var probabilities = alpha.Probabilities(kind); // [E, O]
            foreach (var edge in space.Edges)
            {
                var weakest = kept.Of(kind, edge).OrderBy(operation => probabilities[space.RowOf(edge), space.ColumnOf(operation)]);
                dropped.UnionWith(weakest.SkipLast(counts[stage]).Select(operation => (kind, edge, operation)));
            }
        }

        return kept.Where((kind, edge, operation) => !dropped.Contains((kind, edge, operation)));
    }
}
