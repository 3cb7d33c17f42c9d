using System.Collections.Immutable;
using AerNas.Spaces;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>A cell of the NAS-Bench-201 supernet: node 0 is its input, every edge a mixed operation, the last node its output.</summary>
internal sealed class NasBench201SearchCell : Module
{
    private readonly SearchSpace _space;
    private readonly ImmutableDictionary<EdgeId, MixedOperation> _edges;

    public NasBench201SearchCell(SearchSpace space, int channels, BlockSettings settings)
        : base(nameof(NasBench201SearchCell))
    {
        _space = space;
        _edges = space.Edges.ToImmutableDictionary(edge => edge, edge => new MixedOperation(
            edge, space.Operations, operation => BlockFactory.Create(operation, channels, stride: 1, settings)));
        foreach (var edge in space.Edges) register_module($"edge{edge.From}-{edge.To}", _edges[edge]);
    }

    /// <param name="x">The cell's input. // [N, C, H, W]</param>
    /// <param name="weights">The mixture.</param>
    public Tensor Forward(Tensor x, EdgeWeights weights)
    {
        using var scope = NewDisposeScope();
        var nodes = new List<Tensor> { x };
        foreach (var node in _space.ComputedNodes)
        {
            nodes.Add(_space.EdgesInto(node)
                .Select(edge => _edges[edge].Forward(nodes[edge.From.Value], weights))
                .Aggregate((sum, value) => sum + value));
        }

        return nodes[^1].MoveToOuterDisposeScope(); // [N, C, H, W]
    }
}
