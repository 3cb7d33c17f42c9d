using System.Collections.Immutable;
using AerNas.Networks.Blocks;
using AerNas.Networks.Fused;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>A cell of the NAS-Bench-201 supernet: one input, a mixed operation an edge, the last node is the output.</summary>
internal sealed class NasBench201SearchCell : nn.Module
{
    private readonly SearchSpace _space;
    private readonly PartialChannels _partial;
    private readonly ImmutableDictionary<EdgeId, MixedOperation> _edges;

    /// <summary>Makes a cell.</summary>
    public NasBench201SearchCell(KeptOperations kept, int channels, BlockSettings settings, WeightSource weights, PartialChannels partial)
        : base(nameof(NasBench201SearchCell))
    {
        _space = kept.Space;
        _partial = partial;
        _edges = _space.Edges.ToImmutableDictionary(edge => edge, edge => new MixedOperation(edge, stride: 1, kept.Of(CellKind.Normal, edge), operation =>
            BlockFactory.Create(operation, partial.Mixed(channels), stride: 1, settings, weights)));
        foreach (var edge in _space.Edges) register_module(edge.ToString(), _edges[edge]);
    }

    /// <summary>Computes the cell. // [N, C, H, W] -> [N, C, H, W]</summary>
    public Tensor Forward(Tensor x, CellWeights weights)
    {
        using var scope = NewDisposeScope();
        var states = new List<NodeState>(_space.NodeCount) { _partial.Split(x) };
        CellNodes.Append(states, _space, edge => _edges[edge], weights, _partial);
        return states[^1].Value.MoveToOuterDisposeScope();
    }

    /// <summary>Describes the cell.</summary>
    public NodeViews Trace(GraphTracer tracer, NodeViews x)
    {
        var states = new List<NodeViews>(_space.NodeCount) { x };
        CellNodes.Trace(states, tracer, CellKind.Normal, edge => _edges[edge], _partial);
        return states[^1];
    }
}
