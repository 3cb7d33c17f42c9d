// The supernet of DARTS (Liu, Simonyan, Yang: ICLR 2019) as DARTS-AER and quark0/darts build it: a 3x3 stem of three times the channels,
// cells of which those at one and two thirds of the depth halve the size and double the channels, global average, linear classifier.

using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Blocks;
using AerNas.Networks.Fused;
using AerNas.Relaxations;
using AerNas.Spaces;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The supernet of the DARTS space; any order of its operations.</summary>
public sealed class DartsSupernet : Supernet
{
    private const int StemMultiplier = 3;

    private readonly SupernetOptions _options;
    [ComponentName(Name = "stem")]
    private readonly ConvBatchNorm _stem;
    private readonly ImmutableArray<DartsSearchCell> _cells;
    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    /// <summary>Builds the supernet; weights are drawn in the order of the network.</summary>
    /// <param name="space">The DARTS space, its columns in any order.</param>
    /// <param name="options">How wide and deep.</param>
    /// <param name="generator">The stream the weights are drawn from; stays its owner's.</param>
    public DartsSupernet(SearchSpace space, SupernetOptions options, Generator generator)
        : base(space, options)
    {
        _options = options;
        var weights = new WeightSource(generator, options.DataType, options.Device ?? CPU);
        var settings = new BlockSettings(options.Affine, options.TrackStatistics ?? true, BatchNormAfterPools: true, ConvolutionBias: false);
        var partial = new PartialChannels(options.PartialChannels, options.SharesActivations);
        var stem = StemMultiplier * options.Channels;
        _stem = new ConvBatchNorm(ConvolutionShape.Square(options.ImageChannels, stem, kernel: 3), weights);
        var first = new CellPlace(CellKind.Normal, options.Channels, stem, stem, AfterReduction: false);
        var places = CellPlace.Stack(first, options.Layers, ReducesAt, _ => space.IntermediateNodes).ToArray();
        _cells = [.. places.Select(place => new DartsSearchCell(Kept, place, settings, weights, partial))];
        _classifier = new Linear(space.IntermediateNodes * places[^1].Channels, options.Classes, weights);
        for (var i = 0; i < _cells.Length; i++) register_module($"cell{i}", _cells[i]);
        Complete();
    }

    /// <inheritdoc/>
    public override ImmutableArray<CellSize> CellSizes(int imageSize)
    {
        var sizes = ImmutableArray.CreateBuilder<CellSize>();
        var (channels, size) = (_options.Channels, imageSize);
        foreach (var cell in _cells)
        {
            if (cell.Kind == CellKind.Reduction) (channels, size) = (2 * channels, size / 2);
            sizes.Add(new CellSize(cell.Kind, channels, size));
        }

        return sizes.ToImmutable();
    }

    private protected override Tensor ForwardByOperators(Tensor images, Mixture mixture)
    {
        using var scope = NewDisposeScope();
        var weights = Space.CellKinds.ToDictionary(kind => kind, kind => new CellWeights(mixture, kind));
        var s1 = images.Stem(_stem, _options.Layout, _options.NarrowestMap); // [N, 3 * C, H, W]
        var s0 = s1;
        foreach (var cell in _cells) (s0, s1) = (s1, cell.Forward(s0, s1, weights[cell.Kind])); // [N, 4 * C, H, W], see CellPlace
        return _classifier.call(s1.GlobalAverage()).MoveToOuterDisposeScope(); // [N, K]
    }

    private protected override void Trace(GraphTracer tracer)
    {
        ImmutableArray<View> s1 = [tracer.Trace(_stem, [tracer.Add(new ImagesNode(_options.ImageChannels))])];
        var s0 = s1;
        foreach (var cell in _cells) (s0, s1) = (s1, cell.Trace(tracer, s0, s1)); // see CellPlace
        tracer.Trace(_classifier, [tracer.Add(new GlobalAverageNode(s1))]);
    }

    private bool ReducesAt(int layer) => layer == _options.Layers / 3 || layer == 2 * _options.Layers / 3;
}
