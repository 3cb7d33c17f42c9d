using AerNas.Spaces;
using static AerNas.Genotypes.Costs.LayerCosts;

namespace AerNas.Genotypes.Costs;

/// <summary>
/// Walks down the CIFAR or ImageNet network of quark0/darts, keeping the width and size of the last two maps as the network builder does.
/// </summary>
internal sealed class DartsCost(Genotype genotype, Skeleton skeleton)
{
    private const int StemMultiplier = 3;
    private int _beforeLast; // channels of the map before the last
    private int _last; // channels of the last map
    private int _size = skeleton.ImageSize; // height and width of the last map
    private bool _lastReduced; // whether the map before the last is twice as large
    private LayerCost _total;
    private LayerCost _auxiliary;

    /// <summary>Counts the whole network.</summary>
    public GenotypeCost Count()
    {
        CountStem();
        var channels = skeleton.Channels;
        for (var layer = 0; layer < skeleton.Layers; layer++)
        {
            var reduces = skeleton.ReducesAt(layer);
            if (reduces) channels *= 2;
            CountCell(genotype[reduces ? CellKind.Reduction : CellKind.Normal], channels, reduces);
            if (layer == skeleton.AuxiliaryLayer) CountAuxiliaryHead();
        }

        _total += Linear(_last, skeleton.Classes);
        return new GenotypeCost(_total, _auxiliary, skeleton.Classes);
    }

    private void CountStem()
    {
        var channels = skeleton.Channels;
        if (skeleton.Form == SkeletonForm.Cifar)
        {
            _last = _beforeLast = StemMultiplier * channels;
            _total += ConvolutionBatchNorm(3, skeleton.InputChannels, _last, Positions);
            return;
        }

        _size /= 2;
        _total += ConvolutionBatchNorm(3, skeleton.InputChannels, channels / 2, Positions);
        _size /= 2;
        _total += ConvolutionBatchNorm(3, channels / 2, channels, Positions);
        _size /= 2;
        _total += ConvolutionBatchNorm(3, channels, channels, Positions);
        _last = _beforeLast = channels;
        _lastReduced = true; // the first cell reads the stem at a quarter and at an eighth of the image
    }

    private void CountCell(CellGenotype cell, int channels, bool reduces)
    {
        _total += _lastReduced
            ? FactorizedReduction(_beforeLast, channels, Positions)
            : ConvolutionBatchNorm(1, _beforeLast, channels, Positions);
        _total += ConvolutionBatchNorm(1, _last, channels, Positions);
        var outputSize = reduces ? _size / 2 : _size;
        foreach (var edge in cell.Edges)
        {
            var readsInput = edge.Edge.From.Value < cell.InputNodes;
            var place = new OperationPlace(
                channels, readsInput ? _size : outputSize, reduces && readsInput ? 2 : 1, skeleton.BatchNormAfterPools);
            _total += OperationCosts.Of(edge.Operation, place);
        }

        (_beforeLast, _last) = (_last, cell.Output.Length * channels);
        (_size, _lastReduced) = (outputSize, reduces);
    }

    /// <summary>Pooling to 2x2, 1x1 convolution and batch norm, 2x2 convolution, its batch norm where there is one, classifier.</summary>
    private void CountAuxiliaryHead()
    {
        const int Middle = 128, Features = 768;
        if (skeleton.AuxiliaryHead == AuxiliaryHead.None) return;
        _auxiliary = ConvolutionBatchNorm(1, _last, Middle, positions: 4)
            + Convolution(4, Middle, Features, positions: 1)
            + Linear(Features, skeleton.Classes);
        if (skeleton.AuxiliaryHasSecondBatchNorm) _auxiliary += BatchNorm(Features);
    }

    private long Positions => (long)_size * _size;
}
