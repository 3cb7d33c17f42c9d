using AerNas.Graphs;
using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>
/// The same bytes whatever the threads, the vector width and what ran before; only what is asked for; no pass without its forward.
/// </summary>
public sealed class DeterminismTests
{
    private static readonly BatchShape Shape = new(5, SmallNetworks.ImageChannels, 7, 6);

    public static TheoryData<int> Threads => [1, 2, 3, 5];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Pass_AnyNumberOfThreadsAndRepeated_GivesTheSameBytes(int threads)
    {
        var (network, data) = Problem(channels: 10);
        using var single = new SupernetExecutor(network.Graph, 1);
        using var executor = new SupernetExecutor(network.Graph, threads);
        var expected = ExecutorRun.Run(single, data);

        for (var i = 0; i < 3; i++) expected.AssertSame(ExecutorRun.Run(executor, data));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(20)]
    public void Pass_EveryVectorWidth_GivesTheSameBytes(int channels)
    {
        var (network, data) = Problem(channels);
        using var scalar = new SupernetExecutor(network.Graph, 2, VectorWidths.Scalar);
        var expected = ExecutorRun.Run(scalar, data);
        foreach (var width in VectorWidths.Wide)
        {
            using var executor = new SupernetExecutor(network.Graph, 2, width);
            expected.AssertSame(ExecutorRun.Run(executor, data));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(20)]
    public void DisturbedPass_EveryVectorWidthAndNumberOfThreads_GivesTheSameBytes(int channels)
    {
        var network = SmallNetworks.Picked(channels);
        var data = network.Data(Shape, SmallNetworks.Classes) with { Disturbance = new HashedNumbers(DisturbanceForm.AddedInDeviations) };
        using var scalar = new SupernetExecutor(network.Graph, 1, VectorWidths.Scalar);
        var expected = ExecutorRun.Run(scalar, data);
        foreach (var (width, threads) in VectorWidths.Wide.Select((width, i) => (width, i + 1)))
        {
            using var executor = new SupernetExecutor(network.Graph, threads, width);
            expected.AssertSame(ExecutorRun.Run(executor, data));
        }
    }

    [Fact]
    public void Pass_OtherShapesInBetween_GivesTheSameBytes()
    {
        var (network, data) = Problem(channels: 4);
        using var executor = new SupernetExecutor(network.Graph, 2);
        var expected = ExecutorRun.Run(executor, data);
        for (var images = 1; images < 7; images++) // more shapes than plans are kept
        {
            var other = network.Data(new BatchShape(images, SmallNetworks.ImageChannels, 10 - images, 6), SmallNetworks.Classes);
            var result = ExecutorRun.Run(executor, other);
            using var fresh = new SupernetExecutor(network.Graph, 2);
            ExecutorRun.Run(fresh, other).AssertSame(result);
        }

        expected.AssertSame(ExecutorRun.Run(executor, data));
    }

    [Fact]
    public void Backward_OnlyWeightsOrMixtureAskedFor_GivesTheSameBytesAsBoth()
    {
        var (network, data) = Problem(channels: 5);
        using var executor = new SupernetExecutor(network.Graph, 2);
        var both = ExecutorRun.Run(executor, data);

        var weights = ExecutorRun.Run(executor, data, mixture: false);
        var mixture = ExecutorRun.Run(executor, data, weights: false);
        var neither = ExecutorRun.Run(executor, data, weights: false, mixture: false);

        (both with { Mixture = [] }).AssertSame(weights);
        (both with { Weights = [] }).AssertSame(mixture);
        (both with { Weights = [], Mixture = [] }).AssertSame(neither);
    }

    [Fact]
    public void Backward_Twice_GivesTheSameBytes()
    {
        var (network, data) = Problem(channels: 4);
        using var executor = new SupernetExecutor(network.Graph, 2);
        var first = ExecutorRun.Run(executor, data);
        var again = new float[data.Weights.Length];

        executor.Backward(data.LogitGradient, new SupernetGradients { Weights = again });

        Assert.Equal(first.Weights, again.Select(value => (double)value));
    }

    /// <summary>Gradients take the place of maps that are read no more.</summary>
    [Fact]
    public void Backward_TwiceInANetworkWithoutMixture_Throws()
    {
        var network = new NetworkSketch();
        var images = new View(network.Graph.Add(new ImagesNode(SmallNetworks.ImageChannels)));
        var map = network.Dense(images, (SmallNetworks.ImageChannels, 4), Window.Square(1), rectify: false);
        network.Classify([new View(map, network.Norm(4))], inputs: 4, SmallNetworks.Classes);
        var data = network.Data(Shape, SmallNetworks.Classes);
        using var executor = new SupernetExecutor(network.Graph, 2);
        ExecutorRun.Run(executor, data);

        Assert.Throws<InvalidOperationException>(() => executor.Backward(data.LogitGradient, default));
    }

    [Fact]
    public void Backward_WithoutForward_Throws()
    {
        var (network, data) = Problem(channels: 4);
        using var executor = new SupernetExecutor(network.Graph, 2);

        Assert.Throws<InvalidOperationException>(() => executor.Backward(data.LogitGradient, default));
    }

    [Fact]
    public void Backward_AfterForwardThatIsNotDifferentiable_Throws()
    {
        var (network, data) = Problem(channels: 4);
        using var executor = new SupernetExecutor(network.Graph, 2);
        ExecutorRun.Run(executor, data);
        float[] statistics = [.. data.Statistics];
        ExecutorRun.Forward(executor, data, statistics, differentiable: false);

        Assert.Throws<InvalidOperationException>(() => executor.Backward(data.LogitGradient, default));
    }

    [Fact]
    public void Forward_ThatIsNotDifferentiable_GivesTheSameLogits()
    {
        var (network, data) = Problem(channels: 4);
        using var executor = new SupernetExecutor(network.Graph, 2);
        float[] first = [.. data.Statistics], second = [.. data.Statistics];

        Assert.Equal(ExecutorRun.Forward(executor, data, first), ExecutorRun.Forward(executor, data, second, differentiable: false));
        Assert.Equal(first, second);
    }

    private static (NetworkSketch Network, SupernetData Data) Problem(int channels)
    {
        var network = SmallNetworks.Cells(channels);
        return (network, network.Data(Shape, SmallNetworks.Classes));
    }
}
