using System.Collections.Frozen;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>The table of blocks: what computes each family of operations. A new family is one block and one line here.</summary>
public static class BlockFactory
{
    private delegate nn.Module<Tensor, Tensor> Maker(Site site);

    private static readonly FrozenDictionary<OperationFamily, Maker> Makers = new Dictionary<OperationFamily, Maker>
    {
        [OperationFamily.None] = site => new Zero(site.Stride),
        [OperationFamily.Skip] = site => site.Stride == 1
            ? new Skip()
            : new FactorizedReduce(site.Channels, site.Channels, site.Settings, site.Weights),
        [OperationFamily.MaxPool] = site => new Pooling(OperationFamily.MaxPool, site.Stride, site.BatchNormAfterPool),
        [OperationFamily.AveragePool] = site => new Pooling(OperationFamily.AveragePool, site.Stride, site.BatchNormAfterPool),
        [OperationFamily.SeparableConvolution] = site => new SeparableConvolution(site.Channels, site.Depthwise, site.Settings, site.Weights),
        [OperationFamily.DilatedConvolution] = site => new DilatedConvolution(site.Channels, site.Depthwise, site.Settings, site.Weights),
        [OperationFamily.FactorizedConvolution] = site => new FactorizedConvolution(site.Dense, site.Settings, site.Weights),
        [OperationFamily.DenseConvolution] = site =>
            new ReluConvBatchNorm(site.Dense with { Bias = site.Settings.ConvolutionBias }, site.Settings, site.Weights),
    }.ToFrozenDictionary();

    /// <summary>Makes the block that computes an operation on an edge.</summary>
    /// <param name="operation">What it computes.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="stride">1, or 2 to halve height and width.</param>
    /// <param name="settings">How its batch norms and convolutions are made.</param>
    /// <param name="weights">Where its parameters come from.</param>
    public static nn.Module<Tensor, Tensor> Create(
        CandidateOperation operation, int channels, int stride, BlockSettings settings, WeightSource weights)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(weights);
        return Makers[operation.Family](new Site(operation, channels, stride, settings, weights));
    }

    private sealed record Site(CandidateOperation Operation, int Channels, int Stride, BlockSettings Settings, WeightSource Weights)
    {
        public BatchNorm? BatchNormAfterPool => Settings.BatchNormAfterPools ? Settings.BatchNorm(Channels, Weights) : null;

        public ConvolutionShape Depthwise => ConvolutionShape.Depthwise(Channels, Operation.KernelSize, Stride, Operation.Dilation);

        public ConvolutionShape Dense => ConvolutionShape.Square(Channels, Channels, Operation.KernelSize, Stride);
    }
}
