// The resource constraint of SNAS (Xie et al.: SNAS: Stochastic Neural Architecture Search, ICLR 2019, section 2.3), as SNAS-Series
// model_search.py has it with --log_penalty:
//
//   E    = sum over o of p[o] c[o]                            expected cost of an edge, c the cost of an operation there (OperationDemand)
//   p    = z, what the step drew (reparametrization); or softmax(alpha[edge]) (discrete)
//   L_r  = eta sum over kinds, mean over the cells of a kind, sum over edges of log max(1, E)
//
// By default it counts the mean of three such logarithms: weights, multiply-adds and memory access. The official code divides by 6 and 2,
// the cells of each kind that its network of 8 has.

using AerNas.Costs;
using AerNas.Networks;

namespace AerNas.Regularizers;

/// <summary>The logarithm of what every edge is expected to cost.</summary>
/// <param name="weight">eta; at least 0.</param>
/// <param name="estimate">What the expectation is taken by.</param>
/// <param name="measure">What is counted.</param>
/// <param name="cells">The cells of the network.</param>
internal sealed class ExpectedCost(double weight, CostEstimate estimate, CostMeasure measure, ImmutableArray<CellSize> cells)
    : IArchitectureTerm
{
    private readonly ILookup<CellKind, IGrouping<CellSize, CellSize>> _places = cells.GroupBy(cell => cell)
        .ToLookup(place => place.Key.Kind);

    /// <summary>What the sum over the cells of a kind is divided by. Default: their number.</summary>
    internal Func<CellKind, double> Divisor { get; init; } = kind => cells.Count(cell => cell.Kind == kind);

    /// <summary>The expectation by softmax(alpha), as there is no mixture.</summary>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress) =>
        Expect(alpha, kind => nn.functional.softmax(alpha.KeptLogits(kind), dim: -1));

    public Tensor Penalty(ArchitectureParameters alpha, Mixture mixture, EpochProgress progress) =>
        estimate == CostEstimate.Probabilities ? Penalty(alpha, progress) : Expect(alpha, kind => mixture[kind]);

    private Tensor Expect(ArchitectureParameters alpha, Func<CellKind, Tensor> shares)
    {
        using var scope = NewDisposeScope();
        Tensor[] kinds = [.. from kind in alpha.Space.CellKinds
                             let share = shares(kind) // [E, O]
                             from place in _places[kind]
                             from costs in Costs(alpha.Space, place.Key)
                             let table = tensor(costs).reshape(share.shape).to(share.dtype).to(share.device)
                             let logarithms = (share * table).sum(dim: -1).AtLeast(1).log().sum()
                             select logarithms.Times(place.Count() / Divisor(kind))];
        return stack(kinds).sum().Times(weight / (measure == CostMeasure.All ? 3 : 1)).MoveToOuterDisposeScope();
    }

    /// <summary>The costs of the operations of all edges of a cell, row by row, by every measure that counts.</summary>
    private IEnumerable<double[]> Costs(SearchSpace space, CellSize cell)
    {
        OperationDemand[] demands = [.. from edge in space.Edges
                                        from operation in space.Operations
                                        select OperationDemand.Of(operation, cell.Channels, cell.SizeBefore(edge, space),
                                            cell.StrideOf(edge, space))];
        if (measure is CostMeasure.All or CostMeasure.Weights) yield return [.. demands.Select(demand => (double)demand.Weights)];
        if (measure is CostMeasure.All or CostMeasure.MultiplyAdds) yield return [.. demands.Select(demand => (double)demand.MultiplyAdds)];
        if (measure is CostMeasure.All or CostMeasure.MemoryAccess) yield return [.. demands.Select(demand => (double)demand.MemoryAccess)];
    }
}

/// <summary>By what SNAS expects the cost of an edge.</summary>
public enum CostEstimate
{
    /// <summary>The mixture that the step drew: the official run, <c>--method reparametrization</c>.</summary>
    Mixture,

    /// <summary>softmax(alpha), which the draw does not change: <c>--method discrete</c>.</summary>
    Probabilities,
}
