using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks.Fused;

/// <summary>Writes down what a supernet computes while its blocks describe themselves.</summary>
internal sealed class GraphTracer
{
    private readonly FlatTensor _weights;
    private readonly FlatTensor _statistics;
    private readonly List<TracedSkip> _skips = [];

    /// <summary>Begins an empty graph.</summary>
    /// <param name="space">Gives the entries of the mixture their place.</param>
    /// <param name="weights">All parameters.</param>
    /// <param name="statistics">All running statistics.</param>
    public GraphTracer(SearchSpace space, FlatTensor weights, FlatTensor statistics)
    {
        Space = space;
        _weights = weights;
        _statistics = statistics;
    }

    /// <summary>Gives the entries of the mixture their place.</summary>
    public SearchSpace Space { get; }

    /// <summary>Whether mixtures may disturb the outputs of skip connections.</summary>
    public bool DisturbsSkips { get; init; }

    /// <summary>Whether weights of edges follow those of operations, see <see cref="Relaxations.Mixture.EdgeEntryOf"/>.</summary>
    public bool WeighsEdges { get; init; }

    /// <summary>The skip connections that mixtures may disturb, in the order they are computed: the places of <see cref="DisturbNode"/>.</summary>
    public IReadOnlyList<TracedSkip> Skips => _skips;

    /// <summary>What has been traced so far.</summary>
    public NetworkGraph Graph { get; } = new();

    /// <summary>Adds a step to the graph.</summary>
    /// <returns>Its map as computed.</returns>
    public View Add(GraphNode node) => new(Graph.Add(node));

    /// <summary>Views that stand side by side, as one: a copy where they are several.</summary>
    public View Joined(ImmutableArray<View> views) => views is [var single] ? single : Copied(views);

    /// <summary>A map that holds views side by side.</summary>
    public View Copied(ImmutableArray<View> views) =>
        Add(new ChannelsNode(views, [.. Enumerable.Range(0, views.Sum(view => Graph.ChannelsOf(view.Map)))]));

    /// <summary>Traces a block.</summary>
    /// <exception cref="UntraceableBlockException">It cannot be traced.</exception>
    public View Trace(nn.Module block, ImmutableArray<View> sources) =>
        block is ITraceable traceable ? traceable.Trace(this, sources) : throw new UntraceableBlockException(block.GetName());

    /// <summary>Where a parameter lies.</summary>
    public Slice Weight(Tensor parameter) => _weights.SliceOf(parameter);

    /// <summary>Where a parameter lies, if there is one.</summary>
    public Slice? OptionalWeight(Tensor? parameter) => parameter is null ? null : _weights.SliceOf(parameter);

    /// <summary>Where a running statistic lies, if there is one.</summary>
    public Slice? OptionalStatistic(Tensor? buffer) => buffer is null ? null : _statistics.SliceOf(buffer);

    /// <summary>The output of a skip connection as mixtures may disturb it; as it is where none will.</summary>
    public View Disturbed(View output, TracedSkip skip)
    {
        if (!DisturbsSkips) return output;
        _skips.Add(skip);
        return Add(new DisturbNode(output, _skips.Count - 1));
    }
}
