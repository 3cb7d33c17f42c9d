using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>Two depthwise separable convolutions, the first with the stride: <c>sep_conv</c>.</summary>
public sealed class SeparableConvolution : Module<Tensor, Tensor>
{
    private readonly DilatedConvolution _first;
    private readonly DilatedConvolution _second;

    /// <summary>Makes the block; the width between the two is that of the input.</summary>
    public SeparableConvolution(BlockShape shape, int kernel, BlockSettings settings)
        : base(nameof(SeparableConvolution))
    {
        _first = new DilatedConvolution(shape with { Output = shape.Input }, kernel, dilation: 1, settings);
        _second = new DilatedConvolution(shape with { Stride = 1 }, kernel, dilation: 1, settings);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => _second.forward(_first.forward(x)); // [N, C', H/s, W/s]
}
