using System.Collections.Immutable;
using AerNas.Spaces;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>A cell of the DARTS supernet: two preprocessed inputs, a mixed operation on every edge, computed nodes concatenated.</summary>
internal sealed class DartsSearchCell : Module
{
    private readonly SearchSpace _space;
    private readonly Module<Tensor, Tensor> _preprocess0;
    private readonly Module<Tensor, Tensor> _preprocess1;
    private readonly ImmutableDictionary<EdgeId, MixedOperation> _edges;

    /// <param name="space">The topology.</param>
    /// <param name="kind">Which kind it is; a reduction cell halves at the edges from its inputs.</param>
    /// <param name="inputs">Channels of the two inputs, and whether the cell before was a reduction.</param>
    /// <param name="channels">Channels of every node.</param>
    /// <param name="settings">How blocks are made.</param>
    public DartsSearchCell(SearchSpace space, CellKind kind, DartsCellInputs inputs, int channels, BlockSettings settings)
        : base(nameof(DartsSearchCell))
    {
        _space = space;
        Kind = kind;
        _preprocess0 = inputs.AfterReduction
            ? new FactorizedReduce(inputs.BeforeLast, channels, settings)
            : new ReluConvBatchNorm(new BlockShape(inputs.BeforeLast, channels, 1), 1, settings);
        _preprocess1 = new ReluConvBatchNorm(new BlockShape(inputs.Last, channels, 1), 1, settings);
        _edges = space.Edges.ToImmutableDictionary(edge => edge, edge =>
        {
            var stride = kind == CellKind.Reduction && edge.From.Value < space.InputNodes ? 2 : 1;
            return new MixedOperation(edge, space.Operations, operation => BlockFactory.Create(operation, channels, stride, settings));
        });
        register_module("preprocess0", _preprocess0);
        register_module("preprocess1", _preprocess1);
        foreach (var edge in space.Edges) register_module($"edge{edge.From}-{edge.To}", _edges[edge]);
    }

    /// <summary>Normal or reduction.</summary>
    public CellKind Kind { get; }

    /// <param name="beforeLast">The output before the last. // [N, C0, H0, W0]</param>
    /// <param name="last">The last output. // [N, C1, H, W]</param>
    /// <param name="weights">The mixture of this kind of cell.</param>
    public Tensor Forward(Tensor beforeLast, Tensor last, EdgeWeights weights)
    {
        using var scope = NewDisposeScope();
        var nodes = new List<Tensor> { _preprocess0.forward(beforeLast), _preprocess1.forward(last) }; // [N, C, H, W]
        foreach (var node in _space.ComputedNodes)
        {
            nodes.Add(_space.EdgesInto(node)
                .Select(edge => _edges[edge].Forward(nodes[edge.From.Value], weights))
                .Aggregate((sum, value) => sum + value));
        }

        return cat(nodes[_space.InputNodes..], dim: 1).MoveToOuterDisposeScope(); // [N, V C, H/s, W/s]
    }
}
