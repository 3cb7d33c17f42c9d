// The blocks of networks that people made, as operations that places of a skeleton may name:
//
//   basic_block_3x3    two 3x3 convolutions and a shortcut, which pads with zero channels where it widens (He et al.: ResNet, CVPR 2016,
//                      option A, as on CIFAR)
//   dense_layer_3x3    1x1 to four times the growth, 3x3 to the growth, beside what it reads (Huang et al.: DenseNet-BC, CVPR 2017)
//   dense_transition   1x1 convolution and a 2x2 average between two dense blocks
//   shuffle_unit_3x3   half of the channels through 1x1, depthwise, 1x1, then a shuffle; a unit that changes the shape puts all of
//                      them through both of its branches (Ma et al.: ShuffleNet V2, ECCV 2018)

using System.Diagnostics.CodeAnalysis;
using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>Blocks of manual networks as operations. They are known by name, and are not listed among the candidates of a search.</summary>
internal static class ManualBlocks
{
    private const int Bottleneck = 4; // times the growth, in a dense layer

    private static readonly ImmutableArray<CandidateOperation> All =
    [
        new("basic_block_3x3", BasicBlock), new("dense_layer_3x3", DenseLayer), new("dense_transition", Transition),
        new("shuffle_unit_3x3", ShuffleUnit),
    ];

    /// <summary>Their names, for messages.</summary>
    public static string Names => string.Join(", ", All);

    /// <summary>The block of a name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out CandidateOperation? operation)
    {
        operation = All.FirstOrDefault(block => block.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return operation is not null;
    }

    private static MapId BasicBlock(OperationSite site)
    {
        var (graph, norm, activation) = (site.Graph, site.Style.Norm, site.Style.Activation);
        var first = graph.In("first").ConvNorm(site.Source, site.Channels, Window.Square(3, site.Stride), norm);
        var branch = graph.In("second").ConvNorm(graph.Activate(first, activation), site.Channels, Window.Square(3), norm);
        return graph.Activate(graph.Sum([new SumTerm(branch), new SumTerm(PaddedShortcut(site))]), activation);
    }

    private static MapId PaddedShortcut(OperationSite site)
    {
        var (graph, added) = (site.Graph, site.Channels - site.Graph.ChannelsOf(site.Source));
        if (added < 0) throw new ArgumentException("a basic block does not narrow.", nameof(site));
        var map = site.Stride == 1 ? site.Source : graph.Pool(site.Source, PoolKind.Maximum, Window.Square(1, site.Stride));
        if (added == 0) return map;
        if (added / 2 > graph.ChannelsOf(map)) throw new ArgumentException("a basic block widens three times at most.", nameof(site));
        var zeros = graph.Zero(map, 1);
        return graph.Concatenate([graph.Slice(zeros, 0, added / 2), map, graph.Slice(zeros, 0, added - added / 2)]);
    }

    private static MapId DenseLayer(OperationSite site)
    {
        var (graph, norm, activation) = (site.Graph, site.Style.Norm, site.Style.Activation);
        var growth = Math.Max(1, site.Channels - graph.ChannelsOf(site.Source)); // one too many where it does not widen: that is refused
        var first = NormActivated(graph.In("first"), site.Source, norm, activation);
        var narrow = graph.In("first").In("convolution").Convolution(first, Bottleneck * growth, Window.Square(1));
        var second = NormActivated(graph.In("second"), narrow, norm, activation);
        return graph.Concatenate([site.Source, graph.In("second").In("convolution").Convolution(second, growth, Window.Square(3))]);
    }

    private static MapId Transition(OperationSite site)
    {
        var graph = site.Graph;
        var normed = NormActivated(graph, site.Source, site.Style.Norm, site.Style.Activation);
        var narrow = graph.In("convolution").Convolution(normed, site.Channels, Window.Square(1));
        return site.Stride == 1 ? narrow : graph.Pool(narrow, PoolKind.Average, new Window(2, 2) { Stride = (site.Stride, site.Stride) });
    }

    private static MapId ShuffleUnit(OperationSite site)
    {
        var (graph, half) = (site.Graph, site.Channels / 2);
        if (half * 2 != site.Channels) throw new ArgumentException("a shuffle unit has an even number of channels.", nameof(site));
        var (kept, read) = site.Stride == 1 && graph.ChannelsOf(site.Source) == site.Channels
            ? (graph.Slice(site.Source, 0, half), graph.Slice(site.Source, half, half))
            : (Beside(site, half), site.Source);
        var branch = Activated(site, "first", read, half, Window.Square(1));
        branch = Depthwise(site, "depthwise", branch);
        branch = Activated(site, "last", branch, half, Window.Square(1));
        return graph.Shuffle(graph.Concatenate([kept, branch]), 2);
    }

    /// <summary>The other branch of a unit that changes the shape: depthwise, then 1x1.</summary>
    private static MapId Beside(OperationSite site, int half) =>
        Activated(site, "beside", Depthwise(site, "beside_depthwise", site.Source), half, Window.Square(1));

    private static MapId Activated(OperationSite site, string name, MapId map, int outputs, Window window) =>
        site.Graph.Activate(site.Graph.In(name).ConvNorm(map, outputs, window, site.Style.Norm), site.Style.Activation);

    private static MapId Depthwise(OperationSite site, string name, MapId map) =>
        site.Graph.In(name).DepthwiseNorm(map, Window.Square(3, site.Stride), site.Style.Norm);

    private static MapId NormActivated(GraphBuilder graph, MapId map, NormStyle norm, Activation activation) =>
        graph.Activate(graph.In("batch_norm").Norm(map, norm), activation);
}
