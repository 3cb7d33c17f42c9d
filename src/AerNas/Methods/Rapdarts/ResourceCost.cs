// The resource cost of RAPDARTS, as we normalize it; general knowledge, see Rapdarts:
//
//   q   = softmax(alpha[edge]) over the operations that the edge keeps, none among them, then shared out over the others: the network that
//         is derived carries none nowhere
//   E   = rest + sum over the cells of the evaluation network, edges, operations of k q cost      (NetworkExpectation, SkeletonCost)
//   C   = lambda max(0, E - target) / target;   without a target lambda E / E_0, E_0 where all alphas are equal

using AerNas.Costs;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>What the evaluation network is expected to cost more than a target, relative to it.</summary>
internal sealed class ResourceCost : IArchitectureTerm
{
    private readonly ResourceTargetOptions _options;
    private readonly double _rest;
    private readonly NetworkExpectation _operations;

    /// <summary>Counts every operation of the network.</summary>
    /// <param name="options">Weight and target.</param>
    /// <param name="network">The evaluation network.</param>
    /// <param name="measure">What is counted.</param>
    public ResourceCost(ResourceTargetOptions options, Skeleton network, Func<LayerCost, long> measure)
    {
        var costs = new SkeletonCost(network);
        _options = options;
        _rest = measure(costs.Rest);
        _operations = new NetworkExpectation(network, place => measure(costs.Of(place)));
    }

    /// <summary>E: a scalar, differentiable in alpha, owned by the caller's scope.</summary>
    public Tensor Expected(ArchitectureParameters alpha) => Expected(alpha, kind => alpha.KeptLogits(kind));

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        var expected = Expected(alpha);
        var relative = _options.Target is { } target
            ? expected.Over(target).Minus(1).AtLeast(0)
            : expected / Expected(alpha, kind => alpha.Barrier(alpha.Kept, kind));
        return relative.Times(_options.Weight).MoveToOuterDisposeScope();
    }

    private Tensor Expected(ArchitectureParameters alpha, Func<CellKind, Tensor> logits)
    {
        const double some = 1e-30; // of an edge that may carry none alone
        using var scope = NewDisposeScope();
        var computes = alpha.Space.Operations.Select(operation => operation.Family == OperationFamily.None ? 0.0 : 1.0).ToArray();
        return _operations.By(Shares).Plus(_rest).MoveToOuterDisposeScope();

        Tensor Shares(CellKind kind)
        {
            var shares = nn.functional.softmax(logits(kind), dim: -1); // [E, O]
            var computing = shares * tensor(computes, shares.dtype, shares.device);
            return computing / computing.sum(-1, keepdim: true).AtLeast(some);
        }
    }
}
