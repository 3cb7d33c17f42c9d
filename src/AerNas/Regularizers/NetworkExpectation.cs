// What the network of an architecture is expected to add up to, where its operations are known by chances alone:
//
//   E   = sum over the cells of the network, edges e, operations o of k[e] p[e, o] amount(o at e)
//
// p are shares of the operations of an edge; k the chance of an edge to be kept, 1 where all are.

using AerNas.Networks;

namespace AerNas.Regularizers;

/// <summary>The sum that the operations in the network of a skeleton are expected to come to, by shares of the operations of its
/// edges.</summary>
internal sealed class NetworkExpectation
{
    private readonly ImmutableArray<(CellKind Kind, double[] Amounts)> _tables; // rows of edges // [E * O]

    /// <summary>Asks for the amount of every operation at every place.</summary>
    /// <param name="skeleton">Whose network it is.</param>
    /// <param name="amount">What an operation counts at a place.</param>
    public NetworkExpectation(Skeleton skeleton, Func<OperationPlace, double> amount)
    {
        var space = skeleton.Form.Space;
        _tables = [.. from place in DerivedGraph.Cells(skeleton).GroupBy(cell => cell)
                      group (Cell: place.Key, Count: place.Count()) by place.Key.Kind into kind
                      select (kind.Key, Amounts(kind.Key, kind, amount, space))];
    }

    /// <summary>The expectation, differentiable in the shares: a scalar owned by the caller's scope.</summary>
    /// <param name="shares">p of a cell kind. // [E, O]</param>
    public Tensor By(Func<CellKind, Tensor> shares)
    {
        using var scope = NewDisposeScope();
        Tensor[] kinds = [.. from table in _tables
                             let share = shares(table.Kind) // [E, O]
                             let amounts = tensor(table.Amounts).reshape(share.shape).to(share.dtype).to(share.device)
                             select (share * amounts).sum()];
        return stack(kinds).sum().MoveToOuterDisposeScope();
    }

    /// <summary>What the operations of all edges count in the cells of a kind together, row by row; 0 where an edge cannot carry
    /// one.</summary>
    private static double[] Amounts(CellKind kind, IEnumerable<(CellSize Cell, int Count)> cells, Func<OperationPlace, double> amount,
        SearchSpace space) =>
        [.. from edge in space.Edges
            let kept = (double)space.KeptEdgesOf(edge.To) / space.EdgesInto(edge.To).Count()
            from operation in space.Operations
            select !space.Candidates.Of(kind, edge).Contains(operation) ? 0
                : kept * cells.Sum(place => place.Count * amount(place.Cell.Place(operation, edge, space)))];
}
