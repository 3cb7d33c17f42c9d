using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Benchmarks.Kernels;

/// <summary>ReLU, a 3x3 convolution within channels, a 1x1 convolution over them.</summary>
public class SeparableBenchmarks : UnitBenchmarks
{
    /// <inheritdoc/>
    private protected override ConvolutionNode Convolution(KernelMap source, int channels) => new()
    {
        Sources = [new View(source)],
        Rectify = true,
        Depthwise = new DepthwiseWeights(new Slice(0, 9 * channels), new Window(3, 3) { Padding = (1, 1) }),
        Dense = [new DenseWeights(new Slice(9 * channels, channels * channels), channels, new Window(1, 1))],
    };
}
