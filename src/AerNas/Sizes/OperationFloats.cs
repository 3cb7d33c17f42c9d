using AerNas.Spaces;

namespace AerNas.Sizes;

/// <summary>
/// What an operation on an edge holds. Torch keeps the result of each of its operators that a gradient is computed from; the fused engine the
/// results of convolutions and pools. How often an operation keeps a map of its output's size is read off its block.
/// </summary>
internal static class OperationFloats
{
    /// <summary>Counts an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="strided">Whether it halves height and width.</param>
    /// <param name="pixels">Of its output.</param>
    /// <param name="fused">Whether the fused engine computes it.</param>
    public static NetworkFloats Of(CandidateOperation operation, double channels, bool strided, double pixels, bool fused)
    {
        var maps = fused ? OnFused(operation.Family, strided) : OnTorch(operation.Family, strided);
        return new NetworkFloats(Weights(operation, channels, strided), maps * channels * pixels, (maps > 0 ? 1 : 0) * channels * pixels);
    }

    private static double Weights(CandidateOperation operation, double channels, bool strided)
    {
        double area = operation.KernelSize * operation.KernelSize;
        return operation.Family switch
        {
            OperationFamily.Skip => strided ? channels * channels : 0,
            OperationFamily.SeparableConvolution => 2 * channels * (area + channels),
            OperationFamily.DilatedConvolution => channels * (area + channels),
            OperationFamily.FactorizedConvolution => 2 * operation.KernelSize * channels * channels,
            OperationFamily.DenseConvolution => area * channels * channels,
            _ => 0,
        };
    }

    private static double OnTorch(OperationFamily family, bool strided) => family switch
    {
        OperationFamily.None => 0,
        OperationFamily.Skip => strided ? 2 : 0, // both halves, normalized
        OperationFamily.MaxPool => 4, // places take twice the memory of values
        OperationFamily.AveragePool => 2,
        OperationFamily.SeparableConvolution => 6,
        OperationFamily.DenseConvolution => 2,
        _ => 3,
    };

    private static double OnFused(OperationFamily family, bool strided) => family switch
    {
        OperationFamily.None => 0,
        OperationFamily.Skip => strided ? 1 : 0,
        OperationFamily.SeparableConvolution or OperationFamily.FactorizedConvolution => 2,
        _ => 1,
    };
}
