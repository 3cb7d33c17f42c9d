using System.Collections.Immutable;
using AerNas.Spaces;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>
/// All candidate operations of an edge, summed with the mixture's weights (paper, eq. 1). The zero operation takes part in the mixture
/// but is not computed: its value is zero, and so are its gradients to the input and to its own weight.
/// </summary>
internal sealed class MixedOperation : Module
{
    private readonly EdgeId _edge;
    private readonly ImmutableArray<(CandidateOperation Operation, Module<Tensor, Tensor> Block)> _choices;

    public MixedOperation(EdgeId edge, IEnumerable<CandidateOperation> operations, Func<CandidateOperation, Module<Tensor, Tensor>> block)
        : base(nameof(MixedOperation))
    {
        _edge = edge;
        _choices = [.. operations.Where(o => o.Family != OperationFamily.None).Select(o => (o, block(o)))];
        foreach (var (operation, module) in _choices) register_module(operation.Name, module);
    }

    /// <summary>The weighted sum. // [N, C, H/s, W/s]</summary>
    public Tensor Forward(Tensor x, EdgeWeights weights)
    {
        Tensor? sum = null;
        foreach (var (operation, block) in _choices)
        {
            var value = block.forward(x) * weights[_edge, operation];
            sum = sum is null ? value : sum + value;
        }

        return sum!;
    }
}
