// What surrounds the cells of a network, and how they are stacked (official-semantics 69; AutoDL TinyNetwork), as the definition of the
// skeleton says: stem, cells that each read the outputs before them, reductions between, global average, linear classifier, and an
// auxiliary head behind the cell at two thirds.

using AerNas.Genotypes;
using AerNas.Graphs;

namespace AerNas.Networks;

/// <summary>Writes down the network around its cells.</summary>
public sealed class SkeletonWriter
{
    private readonly GraphBuilder _graph;
    private readonly Skeleton _skeleton;
    private readonly SkeletonDefinition _form;
    private readonly BlockStyle _style;
    private readonly ImmutableArray<CellScale>.Builder _cells = ImmutableArray.CreateBuilder<CellScale>();
    private readonly List<(MapId Map, int Halvings)> _outputs = []; // of stem, cells and reductions, in order

    private SkeletonWriter(GraphBuilder graph, Skeleton skeleton, BlockStyle style) =>
        (_graph, _skeleton, _form, _style) = (graph, skeleton, skeleton.Form.Definition, style with { ConvolutionBias = false });

    private MapId Last => _outputs[^1].Map;

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
        var network = writer.Write(cell);
        cells = writer._cells.ToImmutable();
        return network;
    }

    private NetworkGraph Write(Func<CellSite, MapId> cell)
    {
        Stem();
        var (place, reductions) = (0, 0);
        int? helping = _skeleton.AuxiliaryHead == AuxiliaryHead.None ? null : _skeleton.AuxiliaryLayer;
        MapId? helped = null; // what the auxiliary head reads
        foreach (var run in _skeleton.Runs)
        {
            var channels = Width(run.Width);
            for (var i = 0; i < run.Count; i++, place++)
            {
                var graph = _graph.In($"cell{place}");
                var inputs = Inputs(graph, channels);
                _cells.Add(new CellScale(run.Kind, channels, run.Halvings)
                {
                    Reduces = run.Reduces,
                    Reads = graph.ChannelsOf(inputs[0]),
                });
                _outputs.Add((cell(new CellSite(graph, run.Kind, inputs, channels) { Reduces = run.Reduces }), run.Halvings));
                if (place == helping) helped = Last;
            }

            if (run.EndsStage)
                _outputs.Add((_graph.In($"reduction{reductions++}").ResidualReduction(Last, 2 * channels), run.Halvings + 1));
        }

        var last = _form.Head.Aggregate(Last, Convolution);
        var features = _form.NormBeforeAverage ? _graph.Relu(_graph.In("last_batch_norm").Norm(last, NormStyle.Full)) : last;
        MapId? auxiliary = helped is { } map ? Auxiliary(map) : null; // its weights are drawn behind those of all cells
        return _graph.Build(_graph.In("classifier").Linear(_graph.GlobalAverage(features), _skeleton.Classes), auxiliary);
    }

    private void Stem()
    {
        var (map, halvings) = (_graph.Images(_skeleton.InputChannels), 0);
        foreach (var layer in _form.Stem)
        {
            map = Convolution(map, layer);
            if (layer.Stride == 2) halvings++;
            _outputs.Add((map, halvings));
        }
    }

    private MapId Convolution(MapId map, StemDefinition layer)
    {
        var (graph, window) = (_graph.In(layer.Name), Window.Square(layer.Kernel, layer.Stride));
        if (layer.Operation is { } name)
        {
            var operation = _skeleton.Form.Space.OperationOf(name);
            return operation.Build(new OperationSite(graph, map, Width(layer.Width), layer.Stride, _style));
        }

        map = layer.WithoutNorm ? graph.In("convolution").Convolution(layer.ReluFirst ? graph.Relu(map) : map, Width(layer.Width), window)
            : layer.ReluFirst ? graph.ReluConvNorm(map, Width(layer.Width), window, _style)
            : graph.ConvNorm(map, Width(layer.Width), window, NormStyle.Full);
        return layer.Activates ? graph.Activate(map, _style.Activation) : map;
    }

    /// <summary>The outputs that a cell reads, the one just before it last; the stem's stands for those before it.</summary>
    private ImmutableArray<MapId> Inputs(GraphBuilder graph, int channels)
    {
        var count = _skeleton.Form.Space.InputNodes;
        var read = Enumerable.Range(0, count).Select(i => _outputs[Math.Max(0, _outputs.Count - count + i)]);
        return [.. read.Select((output, i) => !_form.Preprocesses ? output.Map
            : output.Halvings < _outputs[^1].Halvings ? graph.In($"preprocess{i}").FactorizedReduce(output.Map, channels, _style.Norm)
            : graph.In($"preprocess{i}").ReluConvNorm(output.Map, channels, Window.Square(1), _style))];
    }

    private MapId Auxiliary(MapId output)
    {
        if (!_skeleton.FitsAuxiliaryHead)
            throw new ArgumentException($"Images of {_skeleton.ImageSize} pixels are too small for the auxiliary head.");
        return _graph.In("auxiliary")
            .AuxiliaryClassifier(output, _skeleton.AuxiliarySize, _skeleton.Classes, _skeleton.AuxiliaryHasSecondBatchNorm);
    }

    private int Width(double factor) => (int)(factor * _skeleton.Channels);
}

/// <summary>Where a cell is to be written.</summary>
/// <param name="Graph">Where it is written down; the names of its weights begin with its place.</param>
/// <param name="Kind">Which kind of cell.</param>
/// <param name="Inputs">What it reads, brought to its channels.</param>
/// <param name="Channels">Channels of a node.</param>
public sealed record CellSite(GraphBuilder Graph, CellKind Kind, ImmutableArray<MapId> Inputs, int Channels)
{
    /// <summary>Whether it halves height and width. Default: as its kind does.</summary>
    public bool Reduces { get; init; } = Kind.Reduces;

    /// <inheritdoc cref="EdgeId.StrideIn"/>
    public int StrideOf(EdgeId edge) => edge.StrideIn(Reduces, Inputs.Length);
}
