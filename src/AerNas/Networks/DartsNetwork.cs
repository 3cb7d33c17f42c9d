// The evaluation network of the DARTS family: stem, cells of which those at one and two thirds of the depth halve the size and double the
// channels, global average, linear classifier; while training, an auxiliary head behind the cell at two thirds. On ImageNet two strided
// stems divide the image by 4 and by 8, and the first cell reads both.

using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Networks.Blocks;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The derived network of a DARTS genotype.</summary>
public sealed class DartsNetwork : DerivedNetwork
{
    private const int StemMultiplier = 3;

    [ComponentName(Name = "stem")]
    private readonly ConvBatchNorm _stem; // the whole stem on CIFAR; the first of three convolutions on ImageNet
    [ComponentName(Name = "stem_quarter")]
    private readonly ReluConvBatchNorm? _stemQuarter;
    [ComponentName(Name = "stem_eighth")]
    private readonly ReluConvBatchNorm? _stemEighth;
    private readonly ImmutableArray<DartsDerivedCell> _cells;
    [ComponentName(Name = "auxiliary")]
    private readonly AuxiliaryClassifier? _auxiliary;
    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    internal DartsNetwork(Genotype genotype, Skeleton skeleton, WeightSource weights)
        : base(genotype, skeleton)
    {
        var channels = skeleton.Channels;
        var settings = BlockSettings.Derived with { BatchNormAfterPools = skeleton.BatchNormAfterPools };
        var imageNet = skeleton.Form == SkeletonForm.ImageNet;
        var stem = imageNet ? channels : StemMultiplier * channels;
        if (imageNet)
        {
            _stem = new ConvBatchNorm(ConvolutionShape.Square(skeleton.InputChannels, channels / 2, kernel: 3, stride: 2), weights);
            _stemQuarter = new ReluConvBatchNorm(ConvolutionShape.Square(channels / 2, channels, kernel: 3, stride: 2), settings, weights);
            _stemEighth = new ReluConvBatchNorm(ConvolutionShape.Square(channels, channels, kernel: 3, stride: 2), settings, weights);
        }
        else
        {
            _stem = new ConvBatchNorm(ConvolutionShape.Square(skeleton.InputChannels, stem, kernel: 3), weights);
        }

        var first = new CellPlace(CellKind.Normal, channels, stem, stem, AfterReduction: imageNet);
        var places = CellPlace.Stack(first, skeleton.Layers, skeleton.ReducesAt, kind => genotype[kind].Output.Length).ToArray();
        _cells = [.. places.Select(place => new DartsDerivedCell(genotype[place.Kind], place, settings, weights))];
        if (skeleton.AuxiliaryHead != AuxiliaryHead.None)
            _auxiliary = new AuxiliaryClassifier(OutputsOf(places[skeleton.AuxiliaryLayer]), skeleton, weights);
        _classifier = new Linear(OutputsOf(places[^1]), skeleton.Classes, weights);
        for (var i = 0; i < _cells.Length; i++) register_module($"cell{i}", _cells[i]);
        RegisterComponents();

        int OutputsOf(CellPlace place) => genotype[place.Kind].Output.Length * place.Channels;
    }

    /// <inheritdoc/>
    public override NetworkOutput Forward(Tensor images, DropPath? dropPath = null)
    {
        Shapes.RequireImages(images, Skeleton.InputChannels);
        using var scope = NewDisposeScope();
        var s0 = images.Stem(_stem, Layout, Skeleton.NarrowestMap); // [N, 3 * C, H, W]
        if (_stemQuarter is not null) s0 = _stemQuarter.call(s0); // [N, C, H / 4, W / 4]
        var s1 = _stemEighth is null ? s0 : _stemEighth.call(s0); // [N, C, H / 8, W / 8]
        Tensor? auxiliary = null;
        for (var i = 0; i < _cells.Length; i++)
        {
            (s0, s1) = (s1, _cells[i].Forward(s0, s1, dropPath)); // see CellPlace
            if (i == Skeleton.AuxiliaryLayer && training) auxiliary = _auxiliary?.call(s1); // [N, K]
        }

        return new NetworkOutput(_classifier.call(s1.GlobalAverage()).MoveToOuterDisposeScope(), auxiliary?.MoveToOuterDisposeScope());
    }
}
