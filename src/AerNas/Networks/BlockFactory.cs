using AerNas.Spaces;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>Operation -> block, one line a family. A new operation is a block and a line here.</summary>
public static class BlockFactory
{
    /// <summary>The block of an operation; channels stay.</summary>
    /// <param name="operation">What it computes.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="settings">How the network's blocks are made.</param>
    public static Module<Tensor, Tensor> Create(CandidateOperation operation, int channels, int stride, BlockSettings settings)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var shape = new BlockShape(channels, channels, stride);
        return operation.Family switch
        {
            OperationFamily.None => new Zero(stride),
            OperationFamily.Skip => stride == 1 ? new SkipConnection() : new FactorizedReduce(channels, channels, settings),
            OperationFamily.MaxPool or OperationFamily.AveragePool => new Pooling(operation.Family, channels, stride, settings),
            OperationFamily.SeparableConvolution => new SeparableConvolution(shape, operation.KernelSize, settings),
            OperationFamily.DilatedConvolution => new DilatedConvolution(shape, operation.KernelSize, operation.Dilation, settings),
            OperationFamily.FactorizedConvolution => new FactorizedConvolution(shape, operation.KernelSize, settings),
            OperationFamily.DenseConvolution => new ReluConvBatchNorm(shape, operation.KernelSize, settings),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No block computes this operation."),
        };
    }
}
