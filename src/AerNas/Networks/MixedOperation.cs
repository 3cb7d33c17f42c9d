using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Blocks;
using AerNas.Networks.Fused;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>
/// The operations of an edge, weighted and summed (paper of DARTS, eq. 2). The zero operation has weight but no block: its term is zero,
/// and so is the gradient of its weight; alpha feels it through the softmax.
/// </summary>
internal sealed class MixedOperation : nn.Module
{
    private readonly EdgeId _edge;
    private readonly ImmutableArray<(CandidateOperation Operation, nn.Module<Tensor, Tensor> Block)> _blocks;

    /// <summary>Makes the mixed operation of an edge.</summary>
    /// <param name="edge">Where it stands.</param>
    /// <param name="stride">1, or 2 where it halves height and width.</param>
    /// <param name="operations">What it mixes, in the order the blocks are built.</param>
    /// <param name="create">Makes the block of an operation.</param>
    public MixedOperation(
        EdgeId edge, int stride, IEnumerable<CandidateOperation> operations, Func<CandidateOperation, nn.Module<Tensor, Tensor>> create)
        : base(nameof(MixedOperation))
    {
        _edge = edge;
        Stride = stride;
        _blocks = [.. operations.Where(o => o.Family != OperationFamily.None).Select(o => (o, create(o)))];
        foreach (var (operation, block) in _blocks) register_module(operation.Name, block);
    }

    /// <summary>1, or 2 where it halves height and width.</summary>
    public int Stride { get; }

    /// <summary>Adds the weighted operations of <paramref name="x"/> to a node.</summary>
    /// <param name="node">The sum so far; null where this is the first edge. // [N, C, H / stride, W / stride]</param>
    /// <param name="x">What the edge reads, C being <see cref="NodeState.Mixed"/>'s channels. // [N, C, H, W]</param>
    /// <param name="weights">The weights of all edges.</param>
    /// <returns>The sum; null where it is still empty, since no operation takes part. // [N, C, H / stride, W / stride]</returns>
    public Tensor? AddTo(Tensor? node, NodeState x, CellWeights weights)
    {
        if (!training || !weights.DropsPaths) return Mix(node, x, weights);
        if (Mix(null, x, weights) is not { } mixed) return node;
        return node is null ? weights.DropPaths(mixed) : node.PlusInPlace(weights.DropPaths(mixed));
    }

    /// <summary>What the node of the edge is where no operation leads to it. // [N, C, H / stride, W / stride]</summary>
    public Tensor Nothing(NodeState x) => zeros_like(
        x.Mixed.index(TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(step: Stride), TensorIndex.Slice(step: Stride)));

    /// <summary>What the edge adds to a node of a cell of some kind.</summary>
    /// <param name="tracer">Where it is written down.</param>
    /// <param name="kind">Whose weights it takes.</param>
    /// <param name="x">What the edge reads.</param>
    public IEnumerable<Term> Trace(GraphTracer tracer, CellKind kind, View x)
    {
        foreach (var (operation, block) in _blocks)
        {
            var y = tracer.Trace(block, [x]);
            var entry = Mixture.EntryOf(tracer.Space, kind, _edge, operation);
            yield return new Term(operation.Family == OperationFamily.Skip ? tracer.Disturbed(y, new TracedSkip(kind, entry, Stride)) : y, entry);
        }
    }

    private Tensor? Mix(Tensor? node, NodeState x, CellWeights weights)
    {
        foreach (var (operation, block) in _blocks)
        {
            if (!weights.IsActive(_edge, operation)) continue;
            var weight = weights[_edge, operation];
            var y = block is ActivatedBlock activated ? activated.FromActivated(x.Activated()) : block.call(x.Mixed);
            if (training && operation.Family == OperationFamily.Skip) y = weights.Disturb(y, Stride);
            node = node is null ? y * weight : node.PlusProductInPlace(y, weight);
        }

        return node;
    }
}
