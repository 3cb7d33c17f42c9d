using System.Collections.Immutable;
using AerNas.Graphs;
using AerNas.Networks;
using AerNas.Networks.Torch;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>
/// A cell of a supernet whose only operations are skip connections, so that a hand can compute it. It reads images of four channels.
/// </summary>
internal sealed class HandMadeCell
{
    private const int Channels = 4;

    private readonly NetworkGraph _graph;
    private readonly ImmutableArray<MapId> _nodes;

    /// <summary>Writes it down.</summary>
    /// <param name="space">The space.</param>
    /// <param name="kind">Which of its cells.</param>
    /// <param name="partialChannels">k, see <see cref="SupernetOptions.PartialChannels"/>.</param>
    /// <param name="inputs">How many inputs it has, all of them the images.</param>
    /// <param name="dropsPaths">Whether passes may drop paths.</param>
    public HandMadeCell(SearchSpace space, CellKind kind, int partialChannels, int inputs, bool dropsPaths = false)
    {
        var kept = new KeptOperations(space, (_, _, operation) => operation == CandidateOperation.SkipConnect);
        var options = new SupernetOptions { Channels = Channels, PartialChannels = partialChannels, DropsPaths = dropsPaths };
        var graph = new GraphBuilder();
        var images = graph.Images(Channels);
        var output = new MixedCells(kept, options, BlockStyle.Derived)
            .Write(new CellSite(graph, kind, [.. Enumerable.Repeat(images, inputs)], Channels));
        _graph = graph.Build(output);
        var maps = Enumerable.Range(0, _graph.Layers.Length).Select(map => new MapId(map));
        _nodes = [.. maps.Where(map => partialChannels > 1
            ? _graph[map] is ShuffleLayer
            : _graph[map] is SumLayer { Entries.IsEmpty: false })];
    }

    /// <summary>
    /// The computed nodes that read inputs or each other, the first image of the batch at most. // [C, H W] each, or [N, C, H W]
    /// </summary>
    public Tensor[] Nodes(Tensor images, Mixture mixture)
    {
        using var stream = RandomStreams.Create(0, "weights");
        using var weights = new NetworkWeights(_graph, new WeightSource(stream, images.dtype, CPU));
        var pass = new NetworkPass { Training = true, Mixture = mixture, Paths = mixture.Paths?.At([.. Enumerable.Repeat(0, 6)]) };
        var maps = new TorchEngine(_graph, weights, MemoryLayout.ChannelsFirst).Forward(images, pass, _nodes);
        return [.. maps.Select(map => map.reshape(images.shape[0], Channels, -1)).Select(map => images.shape[0] == 1 ? map[0] : map)];
    }
}
