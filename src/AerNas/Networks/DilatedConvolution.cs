using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>ReLU, depthwise convolution, pointwise convolution, batch norm: <c>dil_conv</c>, and with dilation 1 half of <c>sep_conv</c>.</summary>
public sealed class DilatedConvolution : Module<Tensor, Tensor>
{
    private readonly Conv2d _depthwise;
    private readonly Conv2d _pointwise;
    private readonly BatchNorm2d _norm;

    /// <summary>Makes the block.</summary>
    /// <param name="shape">Channels and stride.</param>
    /// <param name="kernel">Kernel height and width.</param>
    /// <param name="dilation">Distance of the kernel's taps.</param>
    /// <param name="settings">How its batch norm is made.</param>
    public DilatedConvolution(BlockShape shape, int kernel, int dilation, BlockSettings settings)
        : base(nameof(DilatedConvolution))
    {
        _depthwise = Layers.Depthwise(shape.Input, kernel, shape.Stride, dilation);
        _pointwise = Conv2d(shape.Input, shape.Output, 1, bias: false);
        _norm = Layers.BatchNorm(shape.Output, settings);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => // [N, C', H/s, W/s]
        _norm.forward(_pointwise.forward(_depthwise.forward(functional.relu(x))));
}
