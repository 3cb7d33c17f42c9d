using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>
/// Halves height and width by two 1x1 convolutions of stride 2, the second one pixel further, concatenated; then batch norm. The skip
/// connection of stride 2, and the preprocessing after a reduction cell. Height and width must be even.
/// </summary>
public sealed class FactorizedReduce : Module<Tensor, Tensor>
{
    private readonly Conv2d _even;
    private readonly Conv2d _odd;
    private readonly BatchNorm2d _norm;

    /// <summary>Makes the block.</summary>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out; even.</param>
    /// <param name="settings">How its batch norm is made.</param>
    public FactorizedReduce(int input, int output, BlockSettings settings)
        : base(nameof(FactorizedReduce))
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (output % 2 != 0) throw new ArgumentException($"A factorized reduction needs an even number of channels, not {output}.", nameof(output));
        _even = Conv2d(input, output / 2, 1, stride: 2, bias: false);
        _odd = Conv2d(input, output / 2, 1, stride: 2, bias: false);
        _norm = Layers.BatchNorm(output, settings);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var active = functional.relu(x);
        var shifted = active.slice(2, 1, active.shape[2], 1).slice(3, 1, active.shape[3], 1); // [N, C, H-1, W-1]
        return _norm.forward(cat([_even.forward(active), _odd.forward(shifted)], dim: 1)); // [N, C', H/2, W/2]
    }
}
