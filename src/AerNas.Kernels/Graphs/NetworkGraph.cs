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

    /// <summary>The channels of a map.</summary>
    public int ChannelsOf(MapId map) => _nodes[map.Index] switch
    {
        ImagesNode images => images.Channels,
        ConvolutionNode convolution => convolution.Dense.Sum(dense => dense.Outputs),
        ChannelsNode picked => picked.Channels.Length,
        PoolNode pool => ChannelsOf(pool.Source.Map),
        DisturbNode disturbed => ChannelsOf(disturbed.Source.Map),
        SumNode sum => ChannelsOf(sum.Terms[0].View.Map),
        GlobalAverageNode average => average.Sources.Sum(source => ChannelsOf(source.Map)),
        var node => throw new NotSupportedException($"It is not known how many channels {node.GetType().Name} computes."),
    };

    private MapId Append(GraphNode node)
    {
        _nodes.Add(node);
        return new MapId(_nodes.Count - 1);
    }
}
