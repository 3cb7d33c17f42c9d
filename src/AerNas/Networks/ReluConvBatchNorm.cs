using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>ReLU, dense convolution, batch norm: the preprocessing of DARTS cells (1x1) and the convolutions of NAS-Bench-201.</summary>
public sealed class ReluConvBatchNorm : Module<Tensor, Tensor>
{
    private readonly Conv2d _convolution;
    private readonly BatchNorm2d _norm;

    /// <summary>Makes the block.</summary>
    public ReluConvBatchNorm(BlockShape shape, int kernel, BlockSettings settings)
        : base(nameof(ReluConvBatchNorm))
    {
        ArgumentNullException.ThrowIfNull(settings);
        _convolution = Layers.Convolution(shape, kernel, settings.ConvolutionBias);
        _norm = Layers.BatchNorm(shape.Output, settings);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => _norm.forward(_convolution.forward(functional.relu(x))); // [N, C', H/s, W/s]
}
