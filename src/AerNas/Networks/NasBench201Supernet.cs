// The supernet of NAS-Bench-201 (Dong, Yang: ICLR 2020) as AutoDL-Projects builds it: a 3x3 stem, three stages of N cells with a residual
// reduction before the second and the third, batch norm, ReLU, global average, linear classifier. All cells share one alpha. Convolutions
// of the cells have a bias where the batch norm behind them has none; its true gradient is zero, but weight decay moves it.

using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Blocks;
using AerNas.Networks.Fused;
using AerNas.Relaxations;
using AerNas.Spaces;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The supernet of the NAS-Bench-201 space.</summary>
public sealed class NasBench201Supernet : Supernet
{
    private const int Stages = 3;

    private readonly SupernetOptions _options;
    [ComponentName(Name = "stem")]
    private readonly ConvBatchNorm _stem;
    private readonly PartialChannels _partial;
    private readonly ImmutableArray<NasBench201SearchCell> _cells; // stage after stage
    private readonly ImmutableArray<ResidualReduction> _reductions; // before the second and the third stage
    [ComponentName(Name = "last_batch_norm")]
    private readonly BatchNorm _lastBatchNorm;
    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    /// <summary>Builds the supernet; weights are drawn in the order of the network.</summary>
    /// <param name="space">The NAS-Bench-201 space.</param>
    /// <param name="options">How wide and deep.</param>
    /// <param name="generator">The stream the weights are drawn from; stays its owner's.</param>
    public NasBench201Supernet(SearchSpace space, SupernetOptions options, Generator generator)
        : base(space, options)
    {
        _options = options;
        var weights = new WeightSource(generator, options.DataType, options.Device ?? CPU);
        var settings = new BlockSettings(options.Affine, options.TrackStatistics ?? false, BatchNormAfterPools: false, ConvolutionBias: options.ConvolutionBias ?? !options.Affine);
        _partial = new PartialChannels(options.PartialChannels, options.SharesActivations);
        var cells = ImmutableArray.CreateBuilder<NasBench201SearchCell>();
        var reductions = ImmutableArray.CreateBuilder<ResidualReduction>();
        var channels = options.Channels;
        _stem = new ConvBatchNorm(ConvolutionShape.Square(options.ImageChannels, channels, kernel: 3), weights);
        for (var stage = 0; stage < Stages; stage++)
        {
            if (stage > 0) reductions.Add(new ResidualReduction(channels, channels *= 2, weights));
            for (var i = 0; i < options.Cells; i++) cells.Add(new NasBench201SearchCell(Kept, channels, settings, weights, _partial));
        }

        _cells = cells.ToImmutable();
        _reductions = reductions.ToImmutable();
        _lastBatchNorm = new BatchNorm(channels, weights);
        _classifier = new Linear(channels, options.Classes, weights);
        for (var i = 0; i < _cells.Length; i++) register_module($"cell{i}", _cells[i]);
        for (var i = 0; i < _reductions.Length; i++) register_module($"reduction{i}", _reductions[i]);
        Complete();
    }

    /// <inheritdoc/>
    public override ImmutableArray<CellSize> CellSizes(int imageSize) =>
        [.. _cells.Select((_, i) => i / _options.Cells).Select(stage => new CellSize(CellKind.Normal, _options.Channels << stage, imageSize >> stage))];

    private protected override Tensor ForwardByOperators(Tensor images, Mixture mixture)
    {
        using var scope = NewDisposeScope();
        var weights = new CellWeights(mixture, CellKind.Normal);
        var x = images.Stem(_stem, _options.Layout, _options.NarrowestMap); // [N, C, H, W]
        for (var i = 0; i < _cells.Length; i++)
        {
            if (i > 0 && i % _options.Cells == 0) x = _reductions[i / _options.Cells - 1].call(x); // [N, 2 * C, H / 2, W / 2]
            x = _cells[i].Forward(x, weights);
        }

        using var activated = nn.functional.relu(_lastBatchNorm.call(x)); // [N, 4 * C, H / 4, W / 4]
        return _classifier.call(activated.GlobalAverage()).MoveToOuterDisposeScope(); // [N, K]
    }

    private protected override void Trace(GraphTracer tracer)
    {
        var x = _partial.TraceSplit(tracer, tracer.Trace(_stem, [tracer.Add(new ImagesNode(_options.ImageChannels))]));
        for (var i = 0; i < _cells.Length; i++)
        {
            if (i > 0 && i % _options.Cells == 0)
                x = _partial.TraceSplit(tracer, tracer.Trace(_reductions[i / _options.Cells - 1], [tracer.Joined(x.Whole)]));
            x = _cells[i].Trace(tracer, x);
        }

        var copied = tracer.Copied(x.Whole); // the engine takes no batch norm of sums
        var normalized = tracer.Trace(_lastBatchNorm, [copied]);
        tracer.Trace(_classifier, [tracer.Add(new GlobalAverageNode([normalized], Rectify: true))]);
    }
}
