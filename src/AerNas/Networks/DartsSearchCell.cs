using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Blocks;
using AerNas.Networks.Fused;
using AerNas.Spaces;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>A cell of the DARTS supernet: two preprocessed inputs, a mixed operation an edge, the computed nodes concatenated.</summary>
internal sealed class DartsSearchCell : nn.Module
{
    private readonly SearchSpace _space;
    [ComponentName(Name = "preprocess0")]
    private readonly nn.Module<Tensor, Tensor> _preprocess0;
    [ComponentName(Name = "preprocess1")]
    private readonly nn.Module<Tensor, Tensor> _preprocess1;
    private readonly PartialChannels _partial;
    private readonly ImmutableDictionary<EdgeId, MixedOperation> _edges;

    /// <summary>Makes a cell.</summary>
    /// <param name="kept">Its topology and the operations that are built.</param>
    /// <param name="place">Where it stands in the network.</param>
    /// <param name="settings">How its blocks are made.</param>
    /// <param name="weights">Where its parameters come from.</param>
    /// <param name="partial">Which channels its operations see.</param>
    public DartsSearchCell(KeptOperations kept, CellPlace place, BlockSettings settings, WeightSource weights, PartialChannels partial)
        : base(nameof(DartsSearchCell))
    {
        var space = _space = kept.Space;
        _partial = partial;
        Kind = place.Kind;
        (_preprocess0, _preprocess1) = place.Preprocessing(settings, weights);
        _edges = space.Edges.ToImmutableDictionary(edge => edge, edge =>
        {
            var stride = place.StrideOf(edge, space.InputNodes);
            return new MixedOperation(edge, stride, kept.Of(place.Kind, edge), operation =>
                BlockFactory.Create(operation, partial.Mixed(place.Channels), stride, settings, weights));
        });
        foreach (var edge in space.Edges) register_module(edge.ToString(), _edges[edge]);
        RegisterComponents();
    }

    /// <summary>Which alphas it reads.</summary>
    public CellKind Kind { get; }

    /// <summary>Computes the cell.</summary>
    /// <param name="s0">The output of the cell before the last. // [N, C0, H0, W0]</param>
    /// <param name="s1">The output of the last cell. // [N, C1, H1, W1]</param>
    /// <param name="weights">The weights of this kind of cell.</param>
    /// <returns>// [N, 4 * C, H, W]</returns>
    public Tensor Forward(Tensor s0, Tensor s1, CellWeights weights)
    {
        using var scope = NewDisposeScope();
        var states = new List<NodeState>(_space.NodeCount) { _partial.Split(_preprocess0.call(s0)), _partial.Split(_preprocess1.call(s1)) };
        CellNodes.Append(states, _space, edge => _edges[edge], weights, _partial);
        return cat([.. states[_space.InputNodes..].Select(s => s.Value)], dim: 1).MoveToOuterDisposeScope(); // [N, 4 * C, H, W]
    }

    /// <summary>Describes the cell.</summary>
    /// <returns>The computed nodes: concatenated, the cell's output.</returns>
    public ImmutableArray<View> Trace(GraphTracer tracer, ImmutableArray<View> s0, ImmutableArray<View> s1)
    {
        var states = new List<NodeViews>(_space.NodeCount)
        {
            _partial.TraceSplit(tracer, tracer.Trace(_preprocess0, s0)),
            _partial.TraceSplit(tracer, tracer.Trace(_preprocess1, s1)),
        };
        CellNodes.Trace(states, tracer, Kind, edge => _edges[edge], _partial);
        return [.. states[_space.InputNodes..].SelectMany(state => state.Whole)];
    }
}
