using AerNas.Benchmarks.Kernels;
using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Benchmarks;

public sealed class UnitCaseTests
{
    private const float Tolerance = 1e-5f; // float32 sums of 9 * 16 products

    [Fact]
    public void Forms_OfAUnit_ComputeTheSame()
    {
        using var unit = new UnitCase(MapSize.Small, (source, channels) => new ConvolutionNode
        {
            Sources = [new View(source)],
            Rectify = true,
            Depthwise = new DepthwiseWeights(new Slice(0, 9 * channels), new Window(3, 3) { Padding = (1, 1) }),
            Dense = [new DenseWeights(new Slice(9 * channels, channels * channels), channels, new Window(1, 1))],
        });
        var expected = unit.Torch();
        Assert.All(unit.Scalar().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        Assert.All(unit.Fused().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
    }
}
