// The network that NAS-Bench-201 trains (AutoDL TinyNetwork): as the supernet of that space, with one operation an edge and learned batch
// norms. It has no auxiliary head and no drop path.

using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Networks.Blocks;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The derived network of a NAS-Bench-201 genotype.</summary>
public sealed class NasBench201Network : DerivedNetwork
{
    private const int Stages = 3;

    [ComponentName(Name = "stem")]
    private readonly ConvBatchNorm _stem;
    private readonly ImmutableArray<DerivedCell> _cells; // stage after stage
    private readonly ImmutableArray<ResidualReduction> _reductions; // before the second and the third stage
    [ComponentName(Name = "last_batch_norm")]
    private readonly BatchNorm _lastBatchNorm;
    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    internal NasBench201Network(Genotype genotype, Skeleton skeleton, WeightSource weights)
        : base(genotype, skeleton)
    {
        var channels = skeleton.Channels;
        var cell = genotype[CellKind.Normal];
        var cells = ImmutableArray.CreateBuilder<DerivedCell>();
        var reductions = ImmutableArray.CreateBuilder<ResidualReduction>();
        var settings = BlockSettings.Derived with { BatchNormAfterPools = skeleton.BatchNormAfterPools };
        _stem = new ConvBatchNorm(ConvolutionShape.Square(skeleton.InputChannels, channels, kernel: 3), weights);
        for (var stage = 0; stage < Stages; stage++)
        {
            if (stage > 0) reductions.Add(new ResidualReduction(channels, channels *= 2, weights));
            var width = channels;
            for (var i = 0; i < skeleton.Cells; i++)
                cells.Add(new DerivedCell(cell, edge => BlockFactory.Create(edge.Operation, width, stride: 1, settings, weights)));
        }

        _cells = cells.ToImmutable();
        _reductions = reductions.ToImmutable();
        _lastBatchNorm = new BatchNorm(channels, weights);
        _classifier = new Linear(channels, skeleton.Classes, weights);
        for (var i = 0; i < _cells.Length; i++) register_module($"cell{i}", _cells[i]);
        for (var i = 0; i < _reductions.Length; i++) register_module($"reduction{i}", _reductions[i]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override NetworkOutput Forward(Tensor images, DropPath? dropPath = null)
    {
        Shapes.RequireImages(images, Skeleton.InputChannels);
        using var scope = NewDisposeScope();
        var x = images.Stem(_stem, Layout, Skeleton.NarrowestMap); // [N, C, H, W]
        for (var i = 0; i < _cells.Length; i++)
        {
            if (i > 0 && i % Skeleton.Cells == 0) x = _reductions[i / Skeleton.Cells - 1].call(x); // [N, 2 * C, H / 2, W / 2]
            x = _cells[i].Forward([x], dropPath)[^1];
        }

        var activated = nn.functional.relu(_lastBatchNorm.call(x)); // [N, 4 * C, H / 4, W / 4]
        return new NetworkOutput(_classifier.call(activated.GlobalAverage()).MoveToOuterDisposeScope(), null); // [N, K]
    }
}
