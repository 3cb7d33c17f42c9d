// Partial channels (Xu et al.: PC-DARTS, ICLR 2020, eq. 2), as the official model_search.py has them:
//
//   an edge computes its operations on the first C / k channels of what it reads; the others bypass them, a stride of 2 by 2x2 maximum
//   its output is [mixed, bypass], then a channel shuffle with k groups: channel p k + g is channel g (C / k) + p of that
//
// The official code shuffles every edge. A shuffle is linear, so that the sums of a node are taken apart and shuffled once: the same
// additions in the same order. Channels are not chosen at random: the shuffle brings all of them to the front in turn.

using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>Splits what the nodes of a search cell are read as, and joins what leads to a node.</summary>
/// <param name="parts">k: one part of the channels goes through the operations; 1 is all of them.</param>
/// <param name="sharesActivations">See <see cref="SupernetOptions.SharesActivations"/>.</param>
internal sealed class PartialChannels(int parts, bool sharesActivations = true)
{
    /// <summary>How many of the channels of a node go through the operations.</summary>
    public int Mixed(int channels) => channels / parts;

    /// <summary>The state of a node, its channels split; the tensors live in the caller's scope. // [N, C, H, W]</summary>
    public NodeState Split(Tensor value)
    {
        if (parts == 1) return new NodeState(value, value, sharesActivations);
        var mixed = value.shape[1] / parts;
        var halves = value.split([mixed, value.shape[1] - mixed], dim: 1); // [N, C / k, H, W] and [N, C - C / k, H, W]
        return new NodeState(value, halves[0], sharesActivations) { Bypass = halves[1] };
    }

    /// <summary>Adds the channels that bypass an edge to those of its node.</summary>
    /// <param name="node">The sum so far; null where this is the first edge, or where no channels bypass. // [N, C - C / k, H / stride, W / stride]</param>
    /// <param name="bypass">What the edge leaves out; null where that is nothing. // [N, C - C / k, H, W]</param>
    /// <param name="stride">1, or 2 where the edge halves height and width.</param>
    /// <param name="weight">The weight of the edge: a scalar; null is 1.</param>
    public static Tensor? Add(Tensor? node, Tensor? bypass, int stride, Tensor? weight)
    {
        if (bypass is null) return null;
        var passed = stride == 1 ? bypass : nn.functional.max_pool2d(bypass, stride, ceil_mode: true);
        if (weight is null) return node is null ? passed : node.Plus(passed);
        return node is null ? passed * weight : node.PlusProductInPlace(passed, weight);
    }

    /// <summary>What both kinds of channels of a node make. // [N, C, H, W]</summary>
    /// <param name="mixed">The sum of the operations. // [N, C / k, H, W]</param>
    /// <param name="bypass">The sum of the other channels; null where there are none. // [N, C - C / k, H, W]</param>
    public Tensor Join(Tensor mixed, Tensor? bypass) => bypass is null ? mixed : Shuffle(cat([mixed, bypass], dim: 1), parts);

    /// <summary>Describes what <see cref="Split"/> does.</summary>
    public NodeViews TraceSplit(GraphTracer tracer, View value) =>
        parts == 1 ? new NodeViews(value) : Pick(tracer, [value], [.. Enumerable.Range(0, tracer.Graph.ChannelsOf(value.Map))]);

    /// <summary>Describes what <see cref="Add"/> takes from an edge; null where it leaves no channels out.</summary>
    public static View? TracePassed(GraphTracer tracer, NodeViews x, int stride)
    {
        if (x.Bypass is not { } bypass || stride == 1) return x.Bypass;
        return tracer.Add(new PoolNode(bypass, PoolKind.Maximum, new Window(stride, stride) { Stride = (stride, stride), KeepsPartial = true }));
    }

    /// <summary>Describes what <see cref="Join"/> and then <see cref="Split"/> do.</summary>
    /// <param name="tracer">Where it is written down.</param>
    /// <param name="mixed">The sum of the operations.</param>
    /// <param name="bypass">The sum of the other channels; null where there are none.</param>
    public NodeViews TraceJoin(GraphTracer tracer, View mixed, View? bypass)
    {
        if (bypass is not { } others) return new NodeViews(mixed);
        var groups = Enumerable.Range(0, parts);
        var mixedChannels = tracer.Graph.ChannelsOf(mixed.Map);
        return Pick(tracer, [mixed, others], [.. from place in Enumerable.Range(0, mixedChannels) from part in groups select part * mixedChannels + place]);
    }

    private NodeViews Pick(GraphTracer tracer, ImmutableArray<View> sources, ImmutableArray<int> channels)
    {
        var mixed = Mixed(channels.Length);
        return new NodeViews(tracer.Add(new ChannelsNode(sources, channels[..mixed])), tracer.Add(new ChannelsNode(sources, channels[mixed..])));
    }

    /// <summary>The channels of k groups, taken in turn; the layout in memory stays. // [N, C, H, W]</summary>
    /// <param name="x">// [N, C, H, W]</param>
    /// <param name="groups">k.</param>
    public static Tensor Shuffle(Tensor x, int groups)
    {
        var (images, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        if (x.is_contiguous())
            return x.view(images, groups, channels / groups, height, width).transpose(1, 2).reshape(images, channels, height, width);
        var grouped = x.permute(0, 2, 3, 1).reshape(images, height, width, groups, channels / groups); // channels last
        return grouped.transpose(3, 4).reshape(images, height, width, channels).permute(0, 3, 1, 2);
    }
}
