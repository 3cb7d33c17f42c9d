using System.Collections.Immutable;
using AerNas.Relaxations;
using AerNas.Spaces;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>
/// The supernet of the DARTS space (quark0/darts model_search.py): stem convolution with batch norm, cells with reductions at one and two
/// thirds where channels double, global average pool, linear.
/// </summary>
public sealed class DartsSupernet : Supernet
{
    private readonly Sequential _stem;
    private readonly ImmutableArray<DartsSearchCell> _cells;
    private readonly Linear _classifier;

    internal DartsSupernet(SearchSpace space, SupernetOptions options, Generator generator)
        : base(space, options)
    {
        var settings = options.Blocks ?? BlockSettings.DartsSupernet;
        var inputs = new DartsCellInputs(options.StemMultiplier * options.Channels, options.StemMultiplier * options.Channels, AfterReduction: false);
        _stem = Sequential(
            Layers.Convolution(new BlockShape(options.ImageChannels, inputs.Last, 1), 3),
            Layers.BatchNorm(inputs.Last, settings with { Affine = true }));
        register_module("stem", _stem);

        var channels = options.Channels;
        var cells = ImmutableArray.CreateBuilder<DartsSearchCell>();
        for (var layer = 0; layer < options.Layers; layer++)
        {
            var kind = layer == options.Layers / 3 || layer == 2 * options.Layers / 3 ? CellKind.Reduction : CellKind.Normal;
            if (kind == CellKind.Reduction) channels *= 2;
            cells.Add(new DartsSearchCell(space, kind, inputs, channels, settings));
            register_module($"cell{layer}", cells[^1]);
            inputs = new DartsCellInputs(inputs.Last, space.IntermediateNodes * channels, kind == CellKind.Reduction);
        }

        _cells = cells.ToImmutable();
        _classifier = Linear(inputs.Last, options.Classes);
        register_module("classifier", _classifier);
        Complete(generator);
    }

    /// <inheritdoc/>
    private protected override Tensor Classify(Tensor images, Mixture mixture)
    {
        var weights = Space.CellKinds.ToDictionary(kind => kind, kind => new EdgeWeights(mixture, kind));
        var last = _stem.forward(images); // [N, 3C, H, W]
        var beforeLast = last;
        foreach (var cell in _cells) (beforeLast, last) = (last, cell.Forward(beforeLast, last, weights[cell.Kind]));
        return _classifier.forward(last.mean([2, 3])); // [N, K]
    }
}
