using System.Collections.Immutable;

namespace AerNas.Kernels.Graphs;

/// <summary>
/// A network as data: which maps are computed from which, with parameters named by where they lie in one flat array. Sizes come with the
/// images. The last node gives the logits: a map of one pixel with a channel a class.
/// </summary>
public sealed class NetworkGraph
{
    private readonly ImmutableArray<GraphNode>.Builder _nodes = ImmutableArray.CreateBuilder<GraphNode>();
    private readonly Dictionary<GraphNode, MapId> _pools = [];

    /// <summary>The nodes so far; node i computes map i.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>Adds a node that reads maps added before. A pooling that is there already is not added again.</summary>
    /// <returns>The map it computes.</returns>
    public MapId Add(GraphNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node is not PoolNode) return Append(node);
        if (!_pools.TryGetValue(node, out var map)) _pools[node] = map = Append(node);
        return map;
    }

    private MapId Append(GraphNode node)
    {
        _nodes.Add(node);
        return new MapId(_nodes.Count - 1);
    }
}
