using AerNas.Spaces;

namespace AerNas.Genotypes.Costs;

/// <summary>
/// What a candidate operation of a supernet asks for on one image, as the resource tables of SNAS count it (SNAS-Series operations.py): convolutions
/// alone have weights, batch norm is not counted, and a pool computes as many multiply-adds as its window has pixels.
/// </summary>
/// <param name="Weights">Weights of its convolutions.</param>
/// <param name="MultiplyAdds">Multiply-adds.</param>
/// <param name="MemoryAccess">Numbers read and written: the weights, and the input and output of every layer.</param>
public readonly record struct OperationDemand(long Weights, long MultiplyAdds, long MemoryAccess)
{
    /// <summary>The demand of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="channels">Its input and output channels.</param>
    /// <param name="size">Height and width of its input.</param>
    /// <param name="stride">1, or 2 where it halves the map.</param>
    public static OperationDemand Of(CandidateOperation operation, int channels, int size, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var (input, output) = ((long)size * size, (long)(size / stride) * (size / stride));
        var area = (long)operation.KernelSize * operation.KernelSize;
        return operation.Family switch
        {
            OperationFamily.None => default,
            OperationFamily.Skip when stride == 1 => new(0, 0, channels * (input + output)),
            OperationFamily.Skip => Reduction(channels, input, output),
            OperationFamily.MaxPool or OperationFamily.AveragePool => new(0, area * channels * output, channels * (input + output)),
            OperationFamily.SeparableConvolution => Separable(area, channels, input, output) + Separable(area, channels, output, output),
            OperationFamily.DilatedConvolution => Separable(area, channels, input, output),
            OperationFamily.DenseConvolution => Layer(area * channels * channels, channels, input, output),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No search space has it, so nothing is known of its demand."),
        };
    }

    /// <summary>The demand of both parts.</summary>
    public static OperationDemand operator +(OperationDemand left, OperationDemand right) =>
        new(left.Weights + right.Weights, left.MultiplyAdds + right.MultiplyAdds, left.MemoryAccess + right.MemoryAccess);

    /// <summary>The demand of both parts.</summary>
    public static OperationDemand Add(OperationDemand left, OperationDemand right) => left + right;

    /// <summary>Depthwise, then pointwise at the output's size.</summary>
    private static OperationDemand Separable(long area, int channels, long input, long output) =>
        Layer(area * channels, channels, input, output) + Layer((long)channels * channels, channels, output, output);

    /// <summary>A convolution from as many channels to as many.</summary>
    private static OperationDemand Layer(long weights, int channels, long input, long output) =>
        new(weights, weights * output, weights + channels * (input + output));

    /// <summary>Two pointwise convolutions, each of which reads the whole input and writes half of the channels.</summary>
    private static OperationDemand Reduction(int channels, long input, long output)
    {
        var weights = (long)channels * channels;
        return new(weights, weights * output, weights + channels * (2 * input + output));
    }
}
