using AerNas.Graphs;
using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;
using CsCheck;

namespace AerNas.Tests.Kernels;

/// <summary>Small networks against an oracle in double precision: logits, running statistics, every gradient.</summary>
[Trait(Property.Trait, Property.Drawn)]
public sealed class SupernetExecutorTests
{
    private const int Drawn = 60; // convolutions

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 7, 7 }, { 3, 8, 8 }, { 4, 5, 9 }, { 5, 7, 7 }, { 8, 9, 5 }, { 10, 6, 6 }, { 16, 5, 5 }, { 20, 6, 4 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cells_InTraining_MatchOracle(int channels, int height, int width) =>
        AssertMatches(SmallNetworks.Cells(channels), new BatchShape(3, SmallNetworks.ImageChannels, height, width), data => data);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cells_InEvaluation_MatchOracle(int channels, int height, int width) =>
        AssertMatches(SmallNetworks.Cells(channels), new BatchShape(2, SmallNetworks.ImageChannels, height, width),
            data => data with { Training = false });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Dense_InTrainingAndEvaluation_MatchOracle(int channels, int height, int width)
    {
        foreach (var training in new[] { true, false })
            AssertMatches(SmallNetworks.Dense(channels), new BatchShape(2, SmallNetworks.ImageChannels, height, width),
                data => data with { Training = training });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Picked_EveryFormOfDisturbance_MatchOracle(int channels, int height, int width)
    {
        IDisturbance?[] all = [null, .. Enum.GetValues<DisturbanceForm>().Select(form => new HashedNumbers(form))];
        foreach (var disturbance in all)
            AssertMatches(SmallNetworks.Picked(channels), new BatchShape(3, SmallNetworks.ImageChannels, height, width),
                data => data with { Disturbance = disturbance });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Doubled_AllEntriesOrTheSecondOfEachPair_MatchOracle(int channels, int height, int width)
    {
        foreach (var active in (bool[][])[[], [false, true, true, false, true, false, true]])
            AssertMatches(SmallNetworks.Doubled(channels), new BatchShape(2, SmallNetworks.ImageChannels, height, width),
                data => data with { Active = active });
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(10, 3)]
    public void Cells_SomeEntriesActive_OthersContributeNothing(int channels, int seed)
    {
        var network = SmallNetworks.Cells(channels);
        var random = new Random(seed);
        var active = Enumerable.Range(0, network.Entries).Select(i => i % 5 == 4 || random.NextSingle() < 0.3f).ToArray();
        var result = AssertMatches(network, new BatchShape(3, SmallNetworks.ImageChannels, 7, 7), data => data with { Active = active });
        for (var i = 0; i < active.Length; i++) Assert.True(active[i] || result.Mixture[i] == 0, $"entry {i}: {result.Mixture[i]}");
    }

    [Fact]
    public void Cells_OneEntryActive_LeavesStatisticsAndWeightsOfTheOthersAlone()
    {
        var network = SmallNetworks.Cells(4);
        var shape = new BatchShape(2, SmallNetworks.ImageChannels, 6, 6);
        using var executor = new SupernetExecutor(network.Graph, 2);
        ExecutorRun.Run(executor, Data(network, shape)); // so that a gradient of an earlier pass could be left somewhere
        foreach (var entry in new[] { 0, 2, 3, 9, 11 })
        {
            bool[] active = [.. Enumerable.Range(0, network.Entries).Select(i => i == entry || i % 6 == 5 || i == 13)];
            var decided = DecidedData.Draw(network, shape, data => data with { Active = active });
            OracleComparison.AssertClose(network, decided.Expected, ExecutorRun.Run(executor, decided.Data));
        }
    }

    [Theory]
    [InlineData(4, 13)]
    [InlineData(20, 5)]
    public void Norms_OfMapsWithMean100AndDeviation1_KeepTheDigitsOfTheVariance(int channels, int size)
    {
        var network = SmallNetworks.FarFromZero(channels, out var shift);
        var decided = DecidedData.Draw(network, new BatchShape(3, SmallNetworks.ImageChannels, size, size), data =>
        {
            data.Weights.AsSpan(shift.Offset, shift.Length).Fill(100);
            return data;
        }, least: 1e-6); // 1e-4 of the deviation
        using var executor = new SupernetExecutor(network.Graph, 2);

        var actual = ExecutorRun.Run(executor, decided.Data);

        // Gradients sum to 0 over the batch, so those of weights that are multiplied by values around 100 cancel.
        OracleComparison.AssertClose(network, decided.Expected, actual, cancellation: 10);
    }

    [Fact]
    public void RandomConvolutions_EveryWidth_MatchOracle() => Property.Holds(
        Convolutions, Drawn, sample =>
        {
            var (network, shape) = sample;
            var (data, expected) = DecidedData.Draw(network, shape);
            foreach (var width in VectorWidths.All)
            {
                using var executor = new SupernetExecutor(network.Graph, 2, width);
                OracleComparison.AssertClose(network, expected, ExecutorRun.Run(executor, data));
            }
        });

    [Fact]
    public void Oracle_GradientsOfCells_AreDifferencesOfItsOutput()
    {
        var network = SmallNetworks.Cells(2);
        var data = Data(network, new BatchShape(2, SmallNetworks.ImageChannels, 5, 5));
        var gradients = OracleNetwork.Run(network.Graph, data);
        double[] weights = [.. data.Weights], mixture = [.. data.Mixture];
        var interval = NarrowMachineTests.IsChild ? 49 : 7; // no kernel runs here, so a lesser machine tells nothing new
        for (var i = 0; i < weights.Length; i += interval) Assert.Equal(Difference(weights, i), gradients.Weights[i], 1e-5);
        for (var i = 0; i < mixture.Length; i++) Assert.Equal(Difference(mixture, i), gradients.Mixture[i], 1e-5);

        double Difference(double[] values, int i)
        {
            const double step = 1e-6;
            var at = values[i];
            values[i] = at + step;
            var above = Loss();
            values[i] = at - step;
            var below = Loss();
            values[i] = at;
            return (above - below) / (2 * step);
        }

        double Loss() => OracleNetwork.Run(network.Graph, data, weights, mixture).Logits.Zip(data.LogitGradient, (a, b) => a * b).Sum();
    }

    private static Gen<(NetworkSketch Network, BatchShape Shape)> Convolutions { get; } =
        from kernel in Gen.Int[1, 5]
        from stride in Gen.Int[1, 3]
        from dilation in Gen.Int[1, 2]
        from padding in Gen.Int[0, 3]
        from inputs in Gen.Int[1, 18]
        from outputs in Gen.Int[1, 18]
        from height in Gen.Int[3, 9]
        from width in Gen.Int[3, 9]
        from separable in Gen.Bool
        let window = new Window(kernel, kernel) { Stride = (stride, stride), Dilation = dilation, Padding = (padding, padding) }
        where Math.Min(height, width) + 2 * padding > dilation * (kernel - 1)
        select (Network(inputs, outputs, window, separable), new BatchShape(2, SmallNetworks.ImageChannels, height, width));

    private static NetworkSketch Network(int inputs, int outputs, Window window, bool separable)
    {
        var s = new NetworkSketch();
        var stem = s.Dense(new View(s.Graph.Add(new ImagesNode(SmallNetworks.ImageChannels))), (SmallNetworks.ImageChannels, inputs),
            new Window(1, 1), rectify: false);
        var source = new View(stem, s.Norm(inputs, learned: true));
        var map = separable ? s.Separable(source, (inputs, outputs), window) : s.Dense(source, (inputs, outputs), window);
        s.Classify([new View(map)], outputs, SmallNetworks.Classes);
        return s;
    }

    private static SupernetData Data(NetworkSketch network, BatchShape shape) => network.Data(shape, SmallNetworks.Classes, seed: 2);

    private static SupernetResult AssertMatches(NetworkSketch network, BatchShape shape, Func<SupernetData, SupernetData> change)
    {
        var (data, expected) = DecidedData.Draw(network, shape, change);
        using var executor = new SupernetExecutor(network.Graph, 2);
        var actual = ExecutorRun.Run(executor, data);
        OracleComparison.AssertClose(network, expected, actual);
        return actual;
    }
}
