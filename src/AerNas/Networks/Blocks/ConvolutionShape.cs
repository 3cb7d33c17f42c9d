using AerNas.Kernels.Graphs;

namespace AerNas.Networks.Blocks;

/// <summary>The shape of a convolution. Kernel, stride and padding are given by height and width.</summary>
/// <param name="Inputs">Channels in.</param>
/// <param name="Outputs">Channels out.</param>
/// <param name="Kernel">Height and width in pixels.</param>
public sealed record ConvolutionShape(int Inputs, int Outputs, (int Height, int Width) Kernel)
{
    /// <value>Step between outputs, in pixels.</value>
    public (int Height, int Width) Stride { get; init; } = (1, 1);

    /// <value>Zeros added at each border, in pixels.</value>
    public (int Height, int Width) Padding { get; init; }

    /// <value>Distance between kernel taps, in pixels.</value>
    public int Dilation { get; init; } = 1;

    /// <value>Groups of channels that do not see each other.</value>
    public int Groups { get; init; } = 1;

    /// <value>Whether a constant is added to each output channel.</value>
    public bool Bias { get; init; }

    /// <summary>The pixels that an output pixel reads.</summary>
    internal Window Window => new(Kernel.Height, Kernel.Width) { Stride = Stride, Dilation = Dilation, Padding = Padding };

    /// <summary>A square kernel padded so that stride 1 keeps the size.</summary>
    public static ConvolutionShape Square(int inputs, int outputs, int kernel, int stride = 1, int dilation = 1)
    {
        var padding = dilation * (kernel - 1) / 2;
        return new ConvolutionShape(inputs, outputs, (kernel, kernel))
        {
            Stride = (stride, stride),
            Padding = (padding, padding),
            Dilation = dilation,
        };
    }

    /// <summary>One square kernel a channel.</summary>
    public static ConvolutionShape Depthwise(int channels, int kernel, int stride, int dilation = 1) =>
        Square(channels, channels, kernel, stride, dilation) with { Groups = channels };

    /// <summary>A 1x1 kernel.</summary>
    public static ConvolutionShape Pointwise(int inputs, int outputs) => Square(inputs, outputs, kernel: 1);
}
