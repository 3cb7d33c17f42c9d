using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks.Fused;

/// <summary>Writes down what a supernet computes while its blocks describe themselves.</summary>
internal sealed class GraphTracer
{
    private readonly FlatTensor _weights;
    private readonly FlatTensor _statistics;

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

    /// <summary>What has been traced so far.</summary>
    public NetworkGraph Graph { get; } = new();

    /// <summary>Adds a step to the graph.</summary>
    /// <returns>Its map as computed.</returns>
    public View Add(GraphNode node) => new(Graph.Add(node));

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

    /// <summary>A view multiplied by the weight of an operation on an edge.</summary>
    public Term Weighted(View view, CellKind kind, EdgeId edge, CandidateOperation operation) =>
        new(view, Mixture.EntryOf(Space, kind, edge, operation));
}
