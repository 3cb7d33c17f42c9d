// The sparsity that BayesNAS asks for (Algorithm.py, loss_cal), groups of one switch each: sum of lambda omega |s|, over the switches of
// operations but none, and those of edges.

using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>The sizes of switches, each times a weight of its own.</summary>
/// <param name="options">lambda of operations and of edges.</param>
/// <param name="weights">omega; may change between steps.</param>
internal sealed class SwitchSparsity(BayesNasOptions options, SwitchWeights weights) : IArchitectureTerm
{
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        var operations = CountedLogits.Of(alpha.Space, kind => alpha[kind].abs() * Like(weights.Operations(kind), alpha[kind]),
            EntropyOperations.ExceptNone).sum();
        var edges = alpha.Space.CellKinds.Select(kind =>
            (SwitchRelaxation.OfEdges(alpha, kind).abs() * Like(weights.Edges(kind), alpha[kind])).sum());
        return edges.Aggregate(operations.Times(options.OperationWeight), (sum, kind) => sum.Plus(kind.Times(options.EdgeWeight)))
            .MoveToOuterDisposeScope();
    }

    private static Tensor Like(Tensor weights, Tensor switches) => weights.to(switches.dtype);
}

/// <summary>omega of the switches.</summary>
/// <param name="Operations">Of a cell kind. // [E, O]</param>
/// <param name="Edges">Of a cell kind. // [E]</param>
internal sealed record SwitchWeights(Func<CellKind, Tensor> Operations, Func<CellKind, Tensor> Edges);
