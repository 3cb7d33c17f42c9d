// The latency that a network is expected to have, as ProxylessNAS (Cai, Zhu and Han, ICLR 2019, section 3.3) and FBNet (Wu et al., CVPR
// 2019, section 3.3) take it from a table of measured operations:
//
//   E   = rest + sum over the cells of the network, edges e, operations o of k[e] p[e, o] latency(o at e)
//   L   = weight * log(E / target), not below 0; or weight * log(E in ms) where there is no target
//
// p is softmax(alpha[edge]), or what the step drew; k the chance of an edge to be kept, 1 where all are. A rest below 0 says that measured
// networks took less than their operations one by one; that mends what is told of a whole network, but is no time that one of a few fast
// operations could have less than, so here it is 0. E is a nanosecond at least, where nothing is drawn but none.

using AerNas.Latency;
using AerNas.Networks;

namespace AerNas.Regularizers;

/// <summary>The logarithm of the latency that the network of the table's skeleton is expected to have.</summary>
internal sealed class ExpectedLatency : IArchitectureTerm
{
    private const double Nanosecond = 1e-9;

    private readonly double _weight;
    private readonly double _rest;
    private readonly double? _target;
    private readonly ImmutableArray<(CellKind Kind, double[] Seconds)> _costs; // rows of edges // [E * O]

    /// <summary>Reads the table.</summary>
    /// <param name="weight">What the logarithm counts; at least 0.</param>
    /// <param name="table">The latencies of the operations.</param>
    /// <param name="target">What is aimed at, in seconds; null: as little as may be.</param>
    /// <exception cref="InvalidOptionsException">The table does not have some operation.</exception>
    public ExpectedLatency(double weight, LatencyTable table, double? target)
    {
        var space = table.Skeleton.Form.Space;
        (_weight, _rest, _target) = (weight, Math.Max(0, table.RestSeconds), target);
        _costs = [.. from place in DerivedGraph.Cells(table.Skeleton).GroupBy(cell => cell)
                     group (Cell: place.Key, Count: place.Count()) by place.Key.Kind into kind
                     select (kind.Key, Seconds(kind.Key, kind, table, space))];
    }

    /// <summary>The expectation by softmax(alpha), as there is no mixture.</summary>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress) =>
        Expect(kind => nn.functional.softmax(alpha.KeptLogits(kind), dim: -1));

    public Tensor Penalty(ArchitectureParameters alpha, Mixture mixture, EpochProgress progress) => Expect(kind => mixture[kind]);

    private Tensor Expect(Func<CellKind, Tensor> shares)
    {
        const double OneMillisecond = 1e-3;
        using var scope = NewDisposeScope();
        Tensor[] kinds = [.. from cost in _costs
                             let share = shares(cost.Kind) // [E, O]
                             let table = tensor(cost.Seconds).reshape(share.shape).to(share.dtype).to(share.device)
                             select (share * table).sum()];
        var logarithm = stack(kinds).sum().Plus(_rest).AtLeast(Nanosecond).Times(1 / (_target ?? OneMillisecond)).log();
        return (_target is null ? logarithm : logarithm.AtLeast(0)).Times(_weight).MoveToOuterDisposeScope();
    }

    /// <summary>What the operations of all edges take in the cells of a kind together, row by row; 0 where an edge cannot carry
    /// one.</summary>
    private static double[] Seconds(CellKind kind, IEnumerable<(CellSize Cell, int Count)> cells, LatencyTable table, SearchSpace space) =>
        [.. from edge in space.Edges
            let kept = (double)space.KeptEdgesOf(edge.To) / space.EdgesInto(edge.To).Count()
            from operation in space.Operations
            select !space.Candidates.Of(kind, edge).Contains(operation) ? 0
                : kept * cells.Sum(place => place.Count * table.Seconds(place.Cell.Place(operation, edge, space)))];
}
