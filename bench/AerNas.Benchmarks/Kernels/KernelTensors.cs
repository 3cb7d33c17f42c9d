using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>The same maps and weights, by shape, for libtorch; maps lie channels last.</summary>
internal sealed class KernelTensors : IDisposable
{
    /// <summary>Taps of a 3x3 window.</summary>
    public const int Taps = 9;

    /// <summary>Maps in a linear combination.</summary>
    public const int Terms = 8;

    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    /// <summary>Draws the values.</summary>
    public KernelTensors(int channels, int side)
    {
        using var stream = RandomStreams.Create(0, "kernels");
        Image = Map();
        Gradient = Map();
        Summands = [.. Enumerable.Range(0, Terms).Select(_ => Map())];
        (Scale, Shift) = (randn([1, channels, 1, 1], generator: stream), randn([1, channels, 1, 1], generator: stream));
        Pointwise = Weights(channels, channels, 1);
        Dense = Weights(channels, channels, 3);
        Depthwise = Weights(channels, 1, 3);
        DenseOutput = nn.functional.conv2d(Image, Dense, padding: [1, 1]);
        DepthwiseOutput = nn.functional.conv2d(Image, Depthwise, padding: [1, 1], groups: channels);

        Tensor Map() => randn([1, side, side, channels], generator: stream).permute(0, 3, 1, 2);
        Tensor Weights(long outputs, long inputs, long kernel) =>
            randn([outputs, inputs, kernel, kernel], generator: stream).requires_grad_();
    }

    /// <summary>// [1, C, H, W]</summary>
    public Tensor Image { get; }

    /// <summary>Of a convolution's output. // [1, C, H, W]</summary>
    public Tensor Gradient { get; }

    /// <summary>What is added up. // [1, C, H, W] each</summary>
    public Tensor[] Summands { get; }

    /// <summary>// [1, C, 1, 1]</summary>
    public Tensor Scale { get; }

    /// <summary>// [1, C, 1, 1]</summary>
    public Tensor Shift { get; }

    /// <summary>// [C, C, 1, 1]</summary>
    public Tensor Pointwise { get; }

    /// <summary>// [C, C, 3, 3]</summary>
    public Tensor Dense { get; }

    /// <summary>// [C, 1, 3, 3]</summary>
    public Tensor Depthwise { get; }

    /// <summary>The image convolved by <see cref="Dense"/>, to be differentiated. // [1, C, H, W]</summary>
    public Tensor DenseOutput { get; }

    /// <summary>The image convolved by <see cref="Depthwise"/>, to be differentiated. // [1, C, H, W]</summary>
    public Tensor DepthwiseOutput { get; }

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();
}
