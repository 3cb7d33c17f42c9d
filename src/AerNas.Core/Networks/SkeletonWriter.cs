// What surrounds the cells of a network, and how they are stacked (official-semantics 69; AutoDL TinyNetwork):
//
//   DARTS family    stem, cells that each read the two outputs before them, of which those at one and two thirds of the depth halve the size and
//                   double the channels, global average, linear classifier; an auxiliary head behind the cell at two thirds. On ImageNet two
//                   strided stems divide the image by 4 and by 8, and the first cell reads both.
//   NAS-Bench-201   stem, three stages of cells that each read the output before them, a residual reduction before the second and the third,
//                   batch norm, ReLU, global average, linear classifier.

using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Spaces;

namespace AerNas.Networks;

/// <summary>Writes down the network around its cells.</summary>
public sealed class SkeletonWriter
{
    private const int StemMultiplier = 3;
    private const int Stages = 3;

    private readonly GraphBuilder _graph;
    private readonly Skeleton _skeleton;
    private readonly BlockStyle _style;
    private readonly ImmutableArray<CellScale>.Builder _cells = ImmutableArray.CreateBuilder<CellScale>();

    private SkeletonWriter(GraphBuilder graph, Skeleton skeleton, BlockStyle style) =>
        (_graph, _skeleton, _style) = (graph, skeleton, style with { ConvolutionBias = false });

    /// <summary>Writes a network.</summary>
    /// <param name="graph">Where to, empty.</param>
    /// <param name="skeleton">What surrounds the cells.</param>
    /// <param name="style">How the blocks that preprocess the inputs of cells are made.</param>
    /// <param name="cell">Writes a cell and gives its output.</param>
    /// <param name="cells">How wide the cells are and how often their maps are halved, in the order of the network.</param>
    public static NetworkGraph Write(
        GraphBuilder graph, Skeleton skeleton, BlockStyle style, Func<CellSite, MapId> cell, out ImmutableArray<CellScale> cells)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(skeleton);
        ArgumentNullException.ThrowIfNull(cell);
        var writer = new SkeletonWriter(graph, skeleton, style);
        var network = skeleton.Form == SkeletonForm.NasBench201 ? writer.Staged(cell) : writer.Layered(cell);
        cells = writer._cells.ToImmutable();
        return network;
    }

    private NetworkGraph Layered(Func<CellSite, MapId> cell)
    {
        var (before, last, halvings) = Stem();
        var (channels, afterReduction) = (_skeleton.Channels, _skeleton.Form == SkeletonForm.ImageNet);
        MapId? helped = null; // what the auxiliary head reads
        for (var layer = 0; layer < _skeleton.Layers; layer++)
        {
            var reduces = _skeleton.ReducesAt(layer);
            if (reduces) (channels, halvings) = (2 * channels, halvings + 1);
            var place = _graph.In($"cell{layer}");
            var first = afterReduction
                ? place.In("preprocess0").FactorizedReduce(before, channels, _style.Norm)
                : place.In("preprocess0").ReluConvNorm(before, channels, Window.Square(1), _style);
            var second = place.In("preprocess1").ReluConvNorm(last, channels, Window.Square(1), _style);
            var output = Cell(cell, new CellSite(place, reduces ? CellKind.Reduction : CellKind.Normal, [first, second], channels), halvings);
            (before, last, afterReduction) = (last, output, reduces);
            if (layer == _skeleton.AuxiliaryLayer && _skeleton.AuxiliaryHead != AuxiliaryHead.None) helped = output;
        }

        MapId? auxiliary = helped is { } map ? Auxiliary(map) : null; // its weights are drawn behind those of all cells
        return _graph.Build(Classified(_graph.GlobalAverage(last)), auxiliary);
    }

    private (MapId Before, MapId Last, int Halvings) Stem()
    {
        var (images, channels) = (_graph.Images(_skeleton.InputChannels), _skeleton.Channels);
        if (_skeleton.Form != SkeletonForm.ImageNet)
        {
            var stem = _graph.In("stem").ConvNorm(images, StemMultiplier * channels, Window.Square(3), NormStyle.Full);
            return (stem, stem, 0);
        }

        var strided = Window.Square(3, stride: 2);
        var half = _graph.In("stem").ConvNorm(images, channels / 2, strided, NormStyle.Full);
        var quarter = _graph.In("stem_quarter").ReluConvNorm(half, channels, strided, _style);
        return (quarter, _graph.In("stem_eighth").ReluConvNorm(quarter, channels, strided, _style), 3);
    }

    private MapId Auxiliary(MapId output)
    {
        if (!_skeleton.FitsAuxiliaryHead)
            throw new ArgumentException($"Images of {_skeleton.ImageSize} pixels are too small for the auxiliary head.");
        return _graph.In("auxiliary").AuxiliaryClassifier(output, _skeleton.AuxiliarySize, _skeleton.Classes, _skeleton.AuxiliaryHasSecondBatchNorm);
    }

    private NetworkGraph Staged(Func<CellSite, MapId> cell)
    {
        var channels = _skeleton.Channels;
        var x = _graph.In("stem").ConvNorm(_graph.Images(_skeleton.InputChannels), channels, Window.Square(3), NormStyle.Full);
        for (var i = 0; i < Stages * _skeleton.Cells; i++)
        {
            var stage = i / _skeleton.Cells;
            if (i > 0 && i % _skeleton.Cells == 0) x = _graph.In($"reduction{stage - 1}").ResidualReduction(x, channels *= 2);
            x = Cell(cell, new CellSite(_graph.In($"cell{i}"), CellKind.Normal, [x], channels), stage);
        }

        var normalized = _graph.In("last_batch_norm").Norm(x, NormStyle.Full);
        return _graph.Build(Classified(_graph.GlobalAverage(_graph.Relu(normalized))));
    }

    private MapId Cell(Func<CellSite, MapId> cell, CellSite site, int halvings)
    {
        _cells.Add(new CellScale(site.Kind, site.Channels, halvings));
        return cell(site);
    }

    private MapId Classified(MapId features) => _graph.In("classifier").Linear(features, _skeleton.Classes);
}

/// <summary>Where a cell is to be written.</summary>
/// <param name="Graph">Where it is written down; the names of its weights begin with its place.</param>
/// <param name="Kind">Which kind of cell.</param>
/// <param name="Inputs">What it reads, brought to its channels.</param>
/// <param name="Channels">Channels of a node.</param>
public sealed record CellSite(GraphBuilder Graph, CellKind Kind, ImmutableArray<MapId> Inputs, int Channels)
{
    /// <inheritdoc cref="EdgeId.StrideIn"/>
    public int StrideOf(EdgeId edge) => edge.StrideIn(Kind, Inputs.Length);
}
