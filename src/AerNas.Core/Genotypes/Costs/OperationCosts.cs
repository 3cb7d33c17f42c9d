using AerNas.Spaces;
using static AerNas.Genotypes.Costs.LayerCosts;

namespace AerNas.Genotypes.Costs;

/// <summary>The cost of every family of operations: one formula each.</summary>
internal static class OperationCosts
{
    /// <summary>The cost of an operation where it sits.</summary>
    public static LayerCost Of(CandidateOperation operation, OperationPlace place) => operation.Family switch
    {
        OperationFamily.None => default,
        OperationFamily.Skip => place.Stride == 1 ? default : FactorizedReduction(place.Channels, place.Channels, place.OutputPositions),
        OperationFamily.MaxPool or OperationFamily.AveragePool => place.BatchNormAfterPools ? BatchNorm(place.Channels) : default,
        OperationFamily.SeparableConvolution => Separable(operation, place) + Separable(operation, place), // the second has stride 1
        OperationFamily.DilatedConvolution => Separable(operation, place),
        OperationFamily.FactorizedConvolution => Factorized(operation, place),
        OperationFamily.DenseConvolution =>
            ConvolutionBatchNorm(operation.KernelSize, place.Channels, place.Channels, place.OutputPositions),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No cost formula for this family."),
    };

    /// <summary>Depthwise, pointwise, batch norm; all at the output's size.</summary>
    private static LayerCost Separable(CandidateOperation operation, OperationPlace place) =>
        Convolution(operation.KernelSize * operation.KernelSize, 1, place.Channels, place.OutputPositions)
        + ConvolutionBatchNorm(1, place.Channels, place.Channels, place.OutputPositions);

    /// <summary>1xk that strides over the width only, then kx1 over the height, batch norm.</summary>
    private static LayerCost Factorized(CandidateOperation operation, OperationPlace place) =>
        Convolution(operation.KernelSize, place.Channels, place.Channels, (long)place.Size * place.OutputSize)
        + Convolution(operation.KernelSize, place.Channels, place.Channels, place.OutputPositions)
        + BatchNorm(place.Channels);
}
