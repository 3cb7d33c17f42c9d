using AerNas.Bilevel;
using AerNas.Graphs;
using AerNas.Kernels.Graphs;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>The operation noise: drawn while training, zeros else.</summary>
public sealed class NoiseTests
{
    private const int Images = 4, Channels = 6, Size = 8;

    private static readonly NoiseDraws Draws = new(seed: 3, new RunPosition(1, 2));

    [Fact]
    public void Draws_OfAPlace_AreStandardNormalAndOthersForEveryImagePlaceStepAndLevel()
    {
        using var scope = NewDisposeScope();
        var map = zeros(2, 10, 100, 100);
        var moment = new SearchMoment(3, new RunPosition(1, 2), new(1, 10), new(1, 10));

        var draws = Draws.Like(map, place: 0);

        Assert.InRange(draws.mean().item<float>(), -0.01, 0.01); // four standard deviations of 1 / sqrt(200,000) are 0.009
        Assert.InRange(draws.std().item<float>(), 0.99, 1.01);
        Assert.True(draws.equal(new NoiseDraws(3, new RunPosition(1, 2)).Like(map, 0)).all().item<bool>());
        Tensor[] others =
        [
            draws.flip(0), Draws.Like(map, 1), new NoiseDraws(3, new RunPosition(1, 3)).Like(map, 0),
            new NoiseDraws(4, new RunPosition(1, 2)).Like(map, 0),
            new NoiseDraws(new RelaxationContext(moment, SearchLevel.Weights)).Like(map, 0),
            new NoiseDraws(new RelaxationContext(moment, SearchLevel.Alpha)).Like(map, 0),
        ];
        Assert.All(others, other => Assert.InRange((draws * other).mean().item<float>(), -0.01, 0.01));
        Assert.InRange((others[^1] * others[^2]).mean().item<float>(), -0.01, 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Operation_InTraining_GivesTheDrawsInItsShapeAndInEvaluationZeros(int stride)
    {
        using var scope = NewDisposeScope();
        var (graph, noise) = Network(stride);
        using var stream = RandomStreams.Create(1, "weights");
        using var network = new EvaluatedNetwork(graph, new WeightSource(stream, ScalarType.Float32, CPU),
            new EngineChoice(NetworkEngine.Torch, MemoryLayout.Automatic, new CompilerOptions()));
        var images = randn(Images, 3, Size, Size);

        var trained = network.Forward(images, new NetworkPass { Training = true, Noise = Draws })[0]; // [N, C]
        var evaluated = network.Forward(images, new NetworkPass { Training = false, Noise = Draws })[0];

        var drawn = Draws.Like(zeros(Images, Channels, Size / stride, Size / stride), noise.Place).mean([2, 3]); // [N, C]
        Assert.True(trained.allclose(drawn, rtol: 0, atol: 1e-6));
        Assert.True(evaluated.Is(0).all().item<bool>());
        Assert.All(Gradients.Of(trained.sum(), network.Weights.Weights), gradient => Assert.True(gradient.Is(0).all().item<bool>()));
    }

    [Fact]
    public void Supernet_OfNoise_LearnsByItAndIsComputedByTorch()
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(1, "weights");
        var space = SearchSpace.Find("darts-s4");
        using var supernet = new Supernet(space, new SupernetOptions { Channels = 4, Layers = 3 }, stream);
        var mixture = new Mixture(space, _ => Tensors.Full([14, 2], 0.5f));
        var images = randn([2, 3, 16, 16], generator: stream);

        var still = supernet.Forward(images, mixture);
        var noisy = supernet.Forward(images, mixture.WithNoise(Draws));
        supernet.Training = false;
        var evaluated = supernet.Forward(images, mixture.WithNoise(Draws));

        Assert.False(still.allclose(noisy));
        Assert.True(noisy.isfinite().all().item<bool>());
        Assert.True(evaluated.equal(supernet.Forward(images, mixture)).all().item<bool>());
        Assert.Equal(NetworkEngine.Torch, supernet.Engine);
        Assert.Equal("The fused engine cannot run this network: it draws no noise. Torch does.", supernet.EngineNote);
    }

    /// <summary>The mean of noise over all pixels.</summary>
    private static (NetworkGraph Graph, NoiseLayer Noise) Network(int stride)
    {
        var builder = new GraphBuilder();
        var stem = builder.In("stem").ConvNorm(builder.Images(3), Channels, Window.Square(3), NormStyle.Full);
        var noise = CandidateOperation.Noise.Build(new OperationSite(builder, stem, Channels, stride, BlockStyle.Derived));
        var graph = builder.Build(builder.GlobalAverage(noise));
        return (graph, (NoiseLayer)graph[noise]);
    }
}
