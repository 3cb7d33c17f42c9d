using AerNas.Bilevel;
using AerNas.Networks;
using AerNas.Networks.Blocks;
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

        var shuffled = PartialChannels.Shuffle(x, groups: 2);

        Assert.True(shuffled.eq(x.index_select(1, tensor(new long[] { 0, 2, 1, 3 }))).all().item<bool>());
        Assert.Equal(x.stride(), shuffled.stride());
    }

    [Fact]
    public void Add_StrideTwo_TakesTheMaximumOfTwoByTwoTimesTheEdge()
    {
        using var scope = NewDisposeScope();
        var state = new PartialChannels(parts: 2).Split(tensor([1.0, 2, 3, 4, -1, -2, -3, -4, 5, 6, 7, 8, -5, -6, -7, -8]).reshape(1, 4, 2, 2));

        var bypass = PartialChannels.Add(null, state.Bypass, stride: 2, weight: tensor(0.25)); // of channels 2 and 3

        Assert.Equal([2.0, -1.25], bypass!.data<double>().ToArray());
        Assert.Equal([1, 2, 1, 1], bypass.shape);
        Assert.Equal([0.0, 0, 0, 0], state.Activated()[0, 1].flatten().data<double>().ToArray());
    }

    [Fact]
    public void Append_HandMadeCell_WeighsBothKindsOfChannelsByTheirEdges()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var alpha = ArchitectureParameters.FromValues( // softmax of alpha: 0.2 each; of beta: 1 into node 1, 0.75 and 0.25 into node 2
            space, _ => zeros([6, 5], ScalarType.Float64), _ => tensor([0, Math.Log(3), 0, 0, 0, 0]));
        var weights = new CellWeights(new SoftmaxRelaxation().Relax(alpha), CellKind.Normal);
        var partial = new PartialChannels(parts: 2);
        var states = new List<NodeState> { partial.Split(tensor([1.0, 2, 3, 4]).reshape(1, 4, 1, 1)) };
        var edges = space.Edges.ToDictionary(edge => edge, edge => new MixedOperation(edge, 1, [CandidateOperation.SkipConnect], _ => new Skip()));

        CellNodes.Append(states, space, edge => edges[edge], weights, partial);

        AssertValues([0.2, 3, 0.4, 4], states[1].Value); // 0.2 [1, 2] and [3, 4], in turn
        AssertValues([0.16, 2.35, 0.45, 4], states[2].Value); // 0.2 (0.75 [1, 2] + 0.25 [0.2, 3]) and 0.75 [3, 4] + 0.25 [0.4, 4]
    }

    [Theory]
    [InlineData("darts", 15, SupernetEngine.Torch)]
    [InlineData("darts", 15, SupernetEngine.Fused)]
    [InlineData("nasbench201", 16, SupernetEngine.Torch)]
    [InlineData("nasbench201", 16, SupernetEngine.Fused)]
    public void Gradients_AnySize_ReachEveryArchitectureParameterAndLeaveNoTensorsBehind(string name, int size, SupernetEngine engine)
    {
        var space = SearchSpace.All.Single(s => s.Name == name);
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
        Assert.Contains("must divide", Assert.Throws<ArgumentException>(() => Supernet.Create(SearchSpace.Darts, options, stream)).Message, StringComparison.Ordinal);
    }

    private static Supernet Create(SearchSpace space, SupernetEngine engine)
    {
        using var stream = RandomStreams.Create(1, "weights");
        return Supernet.Create(space, new SupernetOptions { Channels = 4, Layers = 3, Cells = 1, PartialChannels = 2, Engine = engine }, stream);
    }

    private static void AssertValues(double[] expected, Tensor actual) =>
        Assert.All(expected.Zip(actual.flatten().data<double>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, Precision));
}
