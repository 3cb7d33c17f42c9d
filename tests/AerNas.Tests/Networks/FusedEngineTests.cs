using AerNas.Bilevel;
using AerNas.Graphs;
using AerNas.Kernels.Graphs;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>What a supernet on the fused engine is to its caller; <see cref="EngineAgreementTests"/> hold its numbers.</summary>
public sealed class FusedEngineTests
{
    private const long BytesPerPass = 24 << 10; // handles of tensors and torch's own node, whatever the size of the network

    [Fact]
    public void Backward_OfAnEarlierPass_SaysThatItsStateIsGone()
    {
        using var scope = NewDisposeScope();
        using var supernet = Create(SearchSpace.NasBench201,
            new SupernetOptions { Channels = 2, Cells = 1, Engine = NetworkEngine.Fused });
        using var alpha = Alpha(SearchSpace.NasBench201, ScalarType.Float32);
        var earlier = supernet.Forward(randn(2, 3, 8, 8), new SoftmaxRelaxation().Relax(alpha)).sum();
        supernet.Forward(randn(2, 3, 8, 8), new SoftmaxRelaxation().Relax(alpha));

        var error = Assert.Throws<InvalidOperationException>(() => Gradients.Of(earlier, supernet.Weights));

        Assert.Contains("before the next pass", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pass_Repeated_LeavesNoTensorsAndFewBytesBehind()
    {
        using var supernet = Create(SearchSpace.Darts, new SupernetOptions { Channels = 4, Layers = 3, Engine = NetworkEngine.Fused });
        using var alpha = Alpha(SearchSpace.Darts, ScalarType.Float32);
        for (var i = 0; i < 5; i++) Pass();
        var (live, bytes) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, GC.GetAllocatedBytesForCurrentThread());
        const int passes = 20;
        for (var i = 0; i < passes; i++) Pass();

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) / passes, 0, BytesPerPass);
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Pass()
        {
            using var scope = NewDisposeScope();
            var loss = supernet.Forward(randn(2, 3, 8, 8), new SoftmaxRelaxation().Relax(alpha)).Power(2).sum();
            Gradients.Of(loss, [.. supernet.Weights, .. alpha.Tensors]);
        }
    }

    [Fact]
    public void Create_FusedWhereItCannotRun_IsRefused()
    {
        var error = Assert.Throws<InvalidOptionsException>(() =>
            Create(SearchSpace.Darts,
                new SupernetOptions { Channels = 2, Layers = 3, DataType = ScalarType.Float64, Engine = NetworkEngine.Fused }));
        Assert.Equal("runtime.engine", Assert.Single(error.Problems).Path);
        using var supernet = Create(SearchSpace.Darts, new SupernetOptions { Channels = 2, Layers = 3, DataType = ScalarType.Float64 });
        Assert.Equal(NetworkEngine.Torch, supernet.Engine);
        Assert.Contains("float32", supernet.EngineNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_OfTheFusedEngine_AreOneTensorOfAllParameters()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var torch = Create(SearchSpace.NasBench201, new SupernetOptions { Channels = 2, Cells = 1, Engine = NetworkEngine.Torch });
        using var fused = Create(SearchSpace.NasBench201, new SupernetOptions { Channels = 2, Cells = 1, Engine = NetworkEngine.Fused });
        var flat = Assert.Single(fused.Weights);
        Assert.Equal(torch.Weights.Sum(w => w.numel()), flat.numel());
        Assert.Equal(torch.NamedWeights.Select(w => w.Name), fused.NamedWeights.Select(w => w.Name));
        Assert.All(torch.NamedWeights.Zip(fused.NamedWeights),
            pair => Assert.True(pair.First.Value.eq(pair.Second.Value).all().item<bool>(), pair.First.Name));

        flat.FillInPlace(3);

        Assert.All(fused.NamedWeights, weight => Assert.True(weight.Value.Is(3).all().item<bool>()));
        Assert.All(fused.ByParameter([flat]).Zip(fused.NamedWeights),
            pair => Assert.Equal(pair.Second.Value.shape, pair.First.Value.shape));
    }

    [Fact]
    public void Compile_OfALayerThatTheKernelsDoNotCompute_NamesIt()
    {
        var graph = new GraphBuilder();
        var network = graph.Build(graph.Linear(graph.GlobalAverage(graph.Activate(graph.Images(3), Activation.HardSwish)), 10));
        var error = Assert.Throws<UnsupportedLayerException>(() => GraphCompiler.Compile(network, default));
        Assert.Contains("HardSwish", error.Message, StringComparison.Ordinal);
    }

    private static Supernet Create(SearchSpace space, SupernetOptions options)
    {
        using var generator = RandomStreams.Create(1, "weights");
        return new Supernet(space, options, generator);
    }

    private static ArchitectureParameters Alpha(SearchSpace space, ScalarType dtype)
    {
        using var generator = RandomStreams.Create(1, "alpha");
        return ArchitectureParameters.FromValues(space,
            _ => randn([space.Edges.Length, space.Operations.Length], generator: generator).to(dtype));
    }
}
