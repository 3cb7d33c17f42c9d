// The latency that a network is expected to have, as ProxylessNAS (Cai, Zhu and Han, ICLR 2019, section 3.3) and FBNet (Wu et al., CVPR
// 2019, section 3.3) take it from a table of measured operations:
//
//   E   = rest + sum over the cells of the network, edges e, operations o of k[e] p[e, o] latency(o at e)
//
// p are shares of the operations of an edge; k the chance of an edge to be kept, 1 where all are. A rest below 0 says that measured
// networks took less than their operations one by one; that mends what is told of a whole network, but is no time that one of a few fast
// operations could have less than, so here it is 0. E is a nanosecond at least, where nothing is drawn but none.

using AerNas.Latency;
using AerNas.Networks;

namespace AerNas.Regularizers;

/// <summary>The latency that the network of a table's skeleton is expected to have.</summary>
internal sealed class LatencyExpectation
{
    private const double Nanosecond = 1e-9;

    private readonly double _rest;
    private readonly ImmutableArray<(CellKind Kind, double[] Seconds)> _costs; // rows of edges // [E * O]

    /// <summary>Reads the table.</summary>
    /// <param name="table">The latencies of the operations.</param>
    /// <exception cref="InvalidOptionsException">The table does not have some operation.</exception>
    public LatencyExpectation(LatencyTable table)
    {
        var space = table.Skeleton.Form.Space;
        _rest = Math.Max(0, table.RestSeconds);
        _costs = [.. from place in DerivedGraph.Cells(table.Skeleton).GroupBy(cell => cell)
                     group (Cell: place.Key, Count: place.Count()) by place.Key.Kind into kind
                     select (kind.Key, Seconds(kind.Key, kind, table, space))];
    }

    /// <summary>The expectation in seconds for a picture, differentiable in the shares: a scalar owned by the caller's scope.</summary>
    /// <param name="shares">p of a cell kind. // [E, O]</param>
    public Tensor Seconds(Func<CellKind, Tensor> shares)
    {
        using var scope = NewDisposeScope();
        Tensor[] kinds = [.. from cost in _costs
                             let share = shares(cost.Kind) // [E, O]
                             let table = tensor(cost.Seconds).reshape(share.shape).to(share.dtype).to(share.device)
                             select (share * table).sum()];
        return stack(kinds).sum().Plus(_rest).AtLeast(Nanosecond).MoveToOuterDisposeScope();
    }

    /// <summary>softmax(alpha): the shares where there is no mixture.</summary>
    public static Func<CellKind, Tensor> SharesOf(ArchitectureParameters alpha) =>
        kind => nn.functional.softmax(alpha.KeptLogits(kind), dim: -1); // [E, O]

    /// <summary>What the operations of all edges take in the cells of a kind together, row by row; 0 where an edge cannot carry
    /// one.</summary>
    private static double[] Seconds(CellKind kind, IEnumerable<(CellSize Cell, int Count)> cells, LatencyTable table, SearchSpace space) =>
        [.. from edge in space.Edges
            let kept = (double)space.KeptEdgesOf(edge.To) / space.EdgesInto(edge.To).Count()
            from operation in space.Operations
            select !space.Candidates.Of(kind, edge).Contains(operation) ? 0
                : kept * cells.Sum(place => place.Count * table.Seconds(place.Cell.Place(operation, edge, space)))];
}
