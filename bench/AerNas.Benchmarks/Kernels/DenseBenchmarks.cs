using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Benchmarks.Kernels;

/// <summary>ReLU and a 3x3 convolution over all channels.</summary>
public class DenseBenchmarks : UnitBenchmarks
{
    /// <inheritdoc/>
    private protected override ConvolutionNode Convolution(KernelMap source, int channels) => new()
    {
        Sources = [new View(source)],
        Rectify = true,
        Dense = [new DenseWeights(new Slice(0, 9 * channels * channels), channels, new Window(3, 3) { Padding = (1, 1) })],
    };
}
