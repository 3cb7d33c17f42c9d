using AerNas.Bilevel;
using AerNas.Networks;
using AerNas.Networks.Torch;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

public sealed class PartialChannelsTests
{
    private const int Precision = 12; // decimals of float64

    [Theory]
    [InlineData(MemoryLayout.ChannelsFirst)]
    [InlineData(MemoryLayout.ChannelsLast)]
    public void Shuffle_FourChannelsInTwoGroups_TakesThemInTurn(MemoryLayout layout)
    {
        using var scope = NewDisposeScope();
        var x = Tensors.Range(2 * 4 * 3 * 2, ScalarType.Float32).reshape(2, 4, 3, 2).InLayout(layout, narrowest: 8);

        var shuffled = LayerOperators.Shuffle(x, groups: 2);

        Assert.True(shuffled.eq(x.index_select(1, tensor(new long[] { 0, 2, 1, 3 }))).all().item<bool>());
        Assert.Equal(x.stride(), shuffled.stride());
    }

    [Fact]
    public void Write_ReductionCell_TakesTheMaximumOfTwoByTwoTimesTheEdge()
    {
        using var scope = NewDisposeScope();
        var cell = new HandMadeCell(SearchSpace.Darts, CellKind.Reduction, partialChannels: 2, inputs: 2);
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.Darts, _ => zeros([14, 8], ScalarType.Float64),
            _ => zeros([14], ScalarType.Float64));
        var x = tensor([1.0, 2, 3, 4, -1, -2, -3, -4, 5, 6, 7, 8, -5, -6, -7, -8]).reshape(1, 4, 2, 2);

        var first = cell.Nodes(x, new SoftmaxRelaxation().Relax(alpha))[0]; // of both inputs, which are one; beta is 0.5 each

        AssertValues([8.0, -5], first[1], first[3]); // channels 2 and 3, behind the shuffle
    }

    [Fact]
    public void Write_HandMadeCell_WeighsBothKindsOfChannelsByTheirEdges()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        // softmax of alpha: 0.2 each; of beta: 1 into node 1, 0.75 and 0.25 into node 2
        using var alpha = ArchitectureParameters.FromValues(
            space, _ => zeros([6, 5], ScalarType.Float64), _ => tensor([0, Math.Log(3), 0, 0, 0, 0]));
        var cell = new HandMadeCell(space, CellKind.Normal, partialChannels: 2, inputs: 1);

        var nodes = cell.Nodes(tensor([1.0, 2, 3, 4]).reshape(1, 4, 1, 1), new SoftmaxRelaxation().Relax(alpha));

        AssertValues([0.2, 3, 0.4, 4], nodes[0]); // 0.2 [1, 2] and [3, 4], in turn
        AssertValues([0.16, 2.35, 0.45, 4], nodes[1]); // 0.2 (0.75 [1, 2] + 0.25 [0.2, 3]) and 0.75 [3, 4] + 0.25 [0.4, 4]
    }

    [Theory]
    [InlineData("darts", 15, NetworkEngine.Torch)]
    [InlineData("darts", 15, NetworkEngine.Fused)]
    [InlineData("nasbench201", 16, NetworkEngine.Torch)]
    [InlineData("nasbench201", 16, NetworkEngine.Fused)]
    public void Gradients_AnySize_ReachEveryArchitectureParameterAndLeaveNoTensorsBehind(string name, int size, NetworkEngine engine)
    {
        var space = SearchSpace.Find(name);
        using var stream = RandomStreams.Create(1, "alpha");
        using var supernet = Create(space, engine);
        using var alpha = ArchitectureParameters.Initialize(space, stream, new ArchitectureStart { WeighsEdges = true });
        Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) Step();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            var loss = supernet.Forward(randn(2, 3, size, size), new SoftmaxRelaxation().Relax(alpha)).Power(2).sum();
            var gradients = Gradients.Of(loss, [.. alpha.Tensors]);
            Assert.Equal(2 * space.CellKinds.Length, gradients.Length);
            Assert.All(gradients, gradient => Assert.True(gradient.abs().sum().item<float>() > 0));
        }
    }

    [Fact]
    public void Create_ChannelsThatPartsDoNotDivide_IsRefused()
    {
        using var stream = RandomStreams.Create(1, "weights");
        var options = new SupernetOptions { Channels = 6, PartialChannels = 4 };
        Assert.Contains("must divide", Assert.Throws<ArgumentException>(() => new Supernet(SearchSpace.Darts, options, stream)).Message,
            StringComparison.Ordinal);
    }

    private static Supernet Create(SearchSpace space, NetworkEngine engine)
    {
        using var stream = RandomStreams.Create(1, "weights");
        return new Supernet(space, new SupernetOptions { Channels = 4, Layers = 3, Cells = 1, PartialChannels = 2, Engine = engine },
            stream);
    }

    private static void AssertValues(double[] expected, params Tensor[] actual) =>
        Assert.All(expected.Zip(cat([.. actual.Select(part => part.flatten())]).data<double>().ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, Precision));
}
