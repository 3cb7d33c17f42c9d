using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>
/// The reduction between the stages of NAS-Bench-201 (ResNetBasicblock): two ReLU-conv3x3-BN, the first of stride 2, plus a shortcut of
/// 2x2 average pooling and a 1x1 convolution. Height and width must be even.
/// </summary>
public sealed class ResidualReduction : Module<Tensor, Tensor>
{
    private readonly ReluConvBatchNorm _first;
    private readonly ReluConvBatchNorm _second;
    private readonly Conv2d _shortcut;

    /// <summary>Makes the block.</summary>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out.</param>
    public ResidualReduction(int input, int output)
        : base(nameof(ResidualReduction))
    {
        _first = new ReluConvBatchNorm(new BlockShape(input, output, 2), 3, BlockSettings.Derived);
        _second = new ReluConvBatchNorm(new BlockShape(output, output, 1), 3, BlockSettings.Derived);
        _shortcut = Conv2d(input, output, 1, bias: false);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => // [N, C', H/2, W/2]
        _shortcut.forward(functional.avg_pool2d(x, 2, stride: 2)) + _second.forward(_first.forward(x));
}
