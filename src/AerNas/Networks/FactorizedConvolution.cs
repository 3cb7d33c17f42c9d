using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>ReLU, 1xk then kx1 convolution with the stride split over the two, batch norm: <c>conv_7x1_1x7</c> (quark0/darts).</summary>
public sealed class FactorizedConvolution : Module<Tensor, Tensor>
{
    private readonly Conv2d _row;
    private readonly Conv2d _column;
    private readonly BatchNorm2d _norm;

    /// <summary>Makes the block.</summary>
    public FactorizedConvolution(BlockShape shape, int kernel, BlockSettings settings)
        : base(nameof(FactorizedConvolution))
    {
        _row = Conv2d(shape.Input, shape.Output, (1, kernel), stride: (1, shape.Stride), padding: (0, kernel / 2), bias: false);
        _column = Conv2d(shape.Output, shape.Output, (kernel, 1), stride: (shape.Stride, 1), padding: (kernel / 2, 0), bias: false);
        _norm = Layers.BatchNorm(shape.Output, settings);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => _norm.forward(_column.forward(_row.forward(functional.relu(x)))); // [N, C', H/s, W/s]
}
