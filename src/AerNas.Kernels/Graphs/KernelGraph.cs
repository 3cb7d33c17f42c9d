namespace AerNas.Kernels.Graphs;

/// <summary>A network as the kernels compute it: which maps are computed from which, with parameters named by where they lie in one flat
/// array. Sizes come with the images.</summary>
public sealed class KernelGraph
{
    private readonly ImmutableArray<GraphNode>.Builder _nodes = ImmutableArray.CreateBuilder<GraphNode>();
    private readonly Dictionary<GraphNode, KernelMap> _pools = [];

    /// <summary>The nodes so far; node i computes map i.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>What it is computed for, such as logits: maps of one pixel.</summary>
    /// <value>The map of the last node.</value>
    public ImmutableArray<KernelMap> Outputs
    {
        get => field.IsDefault ? [new KernelMap(_nodes.Count - 1)] : field;
        set;
    }

    /// <summary>Whether a backward pass computes maps again that cost little, in place of keeping them.</summary>
    public bool Recomputes { get; set; }

    /// <summary>Adds a node that reads maps added before. A pooling that is there already is not added again.</summary>
    /// <returns>The map it computes.</returns>
    public KernelMap Add(GraphNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node is not PoolNode) return Append(node);
        if (!_pools.TryGetValue(node, out var map)) _pools[node] = map = Append(node);
        return map;
    }

    /// <summary>The channels of a map.</summary>
    public int ChannelsOf(KernelMap map) => _nodes[map.Index] switch
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

    private KernelMap Append(GraphNode node)
    {
        _nodes.Add(node);
        return new KernelMap(_nodes.Count - 1);
    }
}
