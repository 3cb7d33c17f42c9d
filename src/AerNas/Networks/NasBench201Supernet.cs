using System.Collections.Immutable;
using AerNas.Relaxations;
using AerNas.Spaces;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>
/// The supernet of NAS-Bench-201 (AutoDL-Projects search_model_darts.py): stem, three stages of cells with residual reductions between
/// them where channels double, batch norm, ReLU, global average pool, linear.
/// </summary>
public sealed class NasBench201Supernet : Supernet
{
    private const int Stages = 3;

    private readonly Sequential _stem;
    private readonly ImmutableArray<Module> _body;
    private readonly BatchNorm2d _lastNorm;
    private readonly Linear _classifier;

    internal NasBench201Supernet(SearchSpace space, SupernetOptions options, Generator generator)
        : base(space, options)
    {
        var settings = options.Blocks ?? BlockSettings.NasBench201Supernet;
        var channels = options.Channels;
        _stem = Sequential(
            Layers.Convolution(new BlockShape(options.ImageChannels, channels, 1), 3),
            Layers.BatchNorm(channels, BlockSettings.Derived));
        register_module("stem", _stem);

        var body = ImmutableArray.CreateBuilder<Module>();
        for (var stage = 0; stage < Stages; stage++)
        {
            if (stage > 0) body.Add(new ResidualReduction(channels, channels *= 2));
            for (var cell = 0; cell < options.Cells; cell++) body.Add(new NasBench201SearchCell(space, channels, settings));
        }

        _body = body.ToImmutable();
        for (var i = 0; i < _body.Length; i++) register_module($"cell{i}", _body[i]);
        _lastNorm = Layers.BatchNorm(channels, BlockSettings.Derived);
        _classifier = Linear(channels, options.Classes);
        register_module("lastNorm", _lastNorm);
        register_module("classifier", _classifier);
        Complete(generator);
    }

    /// <inheritdoc/>
    private protected override Tensor Classify(Tensor images, Mixture mixture)
    {
        var weights = new EdgeWeights(mixture, CellKind.Normal);
        var x = _stem.forward(images); // [N, C, H, W]
        foreach (var part in _body) x = part is NasBench201SearchCell cell ? cell.Forward(x, weights) : ((ResidualReduction)part).forward(x);
        return _classifier.forward(functional.relu(_lastNorm.forward(x)).mean([2, 3])); // [N, K]
    }
}
