using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Kernels.Graphs;
using AerNas.Kernels.Simd;
using AerNas.Latency;
using AerNas.Networks;
using AerNas.Sampling;
using AerNas.Sizes;
using AerNas.Spaces;
using AerNas.Timing;

namespace AerNas.Tests.Latency;

/// <summary>What is measured; how long it takes is no test's business.</summary>
public sealed class LatencyMeterTests
{
    public static TheoryData<LatencyRuntime, Skeleton> Measured => new()
    {
        { LatencyRuntime.Onnx, Tables.Skeleton },
        { LatencyRuntime.Fused, Tables.Skeleton },
        { LatencyRuntime.Onnx, Skeleton.Cifar with { Layers = 3, Channels = 4, ImageSize = 8 } },
    };

    [Theory]
    [MemberData(nameof(Measured))]
    public void Measure_HasEveryOperationAtEveryPlace(LatencyRuntime runtime, Skeleton skeleton)
    {
        var table = LatencyMeter.Measure(skeleton, runtime, TestContext.Current.CancellationToken);
        var forecast = LatencyMeter.Foretell(table, networks: 2, TestContext.Current.CancellationToken);

        Assert.Equal(Tables.Of(skeleton, _ => 0).Operations.Select(entry => entry with { Seconds = 0 }),
            table.Operations.Select(entry => entry with { Seconds = 0 }));
        Assert.All(table.Operations, entry => Assert.True(double.IsFinite(entry.Seconds) && entry.Seconds >= 0));
        Assert.All(table.Operations.Where(entry => entry.Operation == "none"), entry => Assert.Equal(0, entry.Seconds));
        Assert.All(forecast.Networks, network =>
        {
            Assert.True(network.Measured > 0);
            Assert.Equal(table.Seconds(network.Architecture), network.Expected);
        });
    }

    /// <summary>An operation is measured with the vectors that it has in a network, pools too, which have no channels of their
    /// own.</summary>
    [Fact]
    public void Operations_AreMeasuredWithTheVectorsOfTheNetwork()
    {
        foreach (var channels in new[] { 8, 16 })
        {
            var skeleton = Skeleton.Cifar with { Layers = 3, Channels = channels };
            var network = DerivedGraph.Of(RandomArchitecture.Of(skeleton.Form.Space, 0), skeleton);
            var meter = new OperationMeter(skeleton, network.NarrowestMap, LatencyRuntime.Fused);
            var places = LatencyMeter.Places(skeleton).Where(place => place.Operation != CandidateOperation.None).ToArray();
            Assert.NotEmpty(places);
            Assert.All(places, place => Assert.Equal(LanesOf(network), LanesOf(meter.GraphOf(place, 2))));
        }

        static int LanesOf(NetworkGraph graph) =>
            KernelSet.For(GraphCompiler.Compile(graph, new CompilerOptions(Evaluates: true))).Lanes;
    }

    [Theory]
    [InlineData(LatencyRuntime.Onnx)]
    [InlineData(LatencyRuntime.Fused)]
    public void Measure_NetworksLargerThanTheMachine_IsRefused(LatencyRuntime runtime) => Assert.Throws<MemoryShortageException>(() =>
        LatencyMeter.Measure(Tables.Skeleton with { Channels = 65536 }, runtime, TestContext.Current.CancellationToken));

    [Fact]
    public void Measure_WhenCancelled_Stops()
    {
        Assert.Throws<OperationCanceledException>(() =>
            LatencyMeter.Measure(Tables.Skeleton, LatencyRuntime.Onnx, new CancellationToken(canceled: true)));
    }
}
