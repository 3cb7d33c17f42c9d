using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Benchmarks.Kernels;

/// <summary>ReLU and a 1x1 convolution.</summary>
public class PointwiseBenchmarks : UnitBenchmarks
{
    /// <inheritdoc/>
    private protected override ConvolutionNode Convolution(KernelMap source, int channels) => new()
    {
        Sources = [new View(source)],
        Rectify = true,
        Dense = [new DenseWeights(new Slice(0, channels * channels), channels, new Window(1, 1))],
    };
}
