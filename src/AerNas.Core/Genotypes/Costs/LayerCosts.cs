namespace AerNas.Genotypes.Costs;

/// <summary>The costs of the layers that every block is made of.</summary>
internal static class LayerCosts
{
    /// <summary>A convolution without bias.</summary>
    /// <param name="kernelArea">Kernel height x width.</param>
    /// <param name="inputs">Input channels that one output channel reads (1 where it is depthwise).</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="positions">Output height x width.</param>
    public static LayerCost Convolution(int kernelArea, int inputs, int outputs, long positions)
    {
        var weights = (long)kernelArea * inputs * outputs;
        return new LayerCost(weights, checked(weights * positions), 0);
    }

    /// <summary>An affine batch norm.</summary>
    public static LayerCost BatchNorm(int channels) => new(2L * channels, 0, 0);

    /// <summary>A linear layer with bias.</summary>
    public static LayerCost Linear(int inputs, int outputs) => new(((long)inputs * outputs) + outputs, 0, (long)inputs * outputs);

    /// <summary>ReLU, square convolution, batch norm.</summary>
    public static LayerCost ConvolutionBatchNorm(int kernelSize, int inputs, int outputs, long positions) =>
        Convolution(kernelSize * kernelSize, inputs, outputs, positions) + BatchNorm(outputs);

    /// <summary>ReLU, two strided 1x1 convolutions of half the outputs each, batch norm.</summary>
    public static LayerCost FactorizedReduction(int inputs, int outputs, long positions) =>
        Convolution(1, inputs, outputs, positions) + BatchNorm(outputs);
}
