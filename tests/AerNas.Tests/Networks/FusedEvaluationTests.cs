using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Tests.Kernels;
using AerNas.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>Evaluation on the fused engine; <see cref="GraphAgreementTests"/> and the official networks hold its numbers.</summary>
public sealed class FusedEvaluationTests
{
    private const int Size = 12;
    private static readonly Skeleton Skeleton = Skeleton.Cifar with { Channels = 6, Layers = 3, Classes = 4, ImageSize = Size };

    [Fact]
    public void Training_SetToFalseAgain_ReadsWeightsThatHaveChanged()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = Create();
        var images = Images(2);
        network.Training = false;
        var before = network.Forward(images).Logits;
        foreach (var weight in network.Weights) weight.TimesInPlace(0.5);

        network.Training = false;

        Assert.False(before.allclose(network.Forward(images).Logits));
    }

    [Fact]
    public void Forward_OneByOne_GivesTheBytesOfTheBatch()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = Create();
        network.Training = false;
        var images = Images(5);
        var all = network.Forward(images).Logits; // [N, K]
        for (var i = 0; i < 5; i++) Assert.True(all.narrow(0, i, 1).Equals(network.Forward(images.narrow(0, i, 1)).Logits));
    }

    [Fact]
    public void Forward_Repeated_LeavesNoTensorsBehind()
    {
        using var network = Create();
        network.Training = false;
        using var images = Images(2);
        Pass();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) Pass();
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Pass()
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            network.Forward(images);
        }
    }

    [Fact]
    public void Run_EveryVectorWidthAndNumberOfThreads_GivesTheSameBytes()
    {
        var graph = DerivedGraph.Of(TrainingSamples.DartsGenotype, Skeleton);
        var expected = Run(graph, VectorWidths.Scalar, threads: 1);
        foreach (var width in VectorWidths.Wide) Assert.Equal(expected, Run(graph, width, threads: 3));
    }

    [Fact]
    public void Results_OfASeparableConvolutionOverSeveralMaps_AreTorchs()
    {
        var builder = new GraphBuilder();
        var images = builder.Images(3);
        var (a, b) = (builder.In("a").ConvNorm(images, 5, Window.Square(3), NormStyle.Full),
            builder.In("b").ConvNorm(images, 6, Window.Square(1), NormStyle.Full));
        var both = builder.In("both").SeparableConvolution(builder.Concatenate([a, b]), 4, Window.Square(3), NormStyle.Full);
        var graph = builder.Build(builder.In("classifier").Linear(builder.GlobalAverage(both), 3));
        using var scope = NewDisposeScope();
        var outputs = ((NetworkEngine[])[NetworkEngine.Torch, NetworkEngine.Fused]).Select(engine =>
        {
            using var stream = RandomStreams.Create(2, "graph");
            using var network = new EvaluatedNetwork(graph, new WeightSource(stream, ScalarType.Float32, CPU),
                new EngineChoice(engine, default, new CompilerOptions()));
            var trained = network.Forward(Images(4), new NetworkPass { Training = true })[0].detach();
            using var noGrad = no_grad();
            return cat([trained, network.Forward(Images(4), new NetworkPass { Training = false })[0]]);
        }).ToArray();
        Assert.True(outputs[0].allclose(outputs[1], rtol: 1e-4, atol: 1e-5));
    }

    private static float[] Run(NetworkGraph graph, AerNas.Kernels.Simd.KernelSet width, int threads)
    {
        var compiled = GraphCompiler.Compile(graph, new CompilerOptions(Evaluates: true));
        using var executor = new InferenceExecutor(compiled, threads, width);
        var (images, scores) = (Numbers(3 * 3 * Size * Size), new float[3 * Skeleton.Classes]);
        executor.Run(new SupernetBatch
        {
            Images = images,
            Shape = new BatchShape(3, 3, Size, Size),
            Weights = Numbers(graph.Weights.Sum(weight => weight.Length)),
            Statistics = [.. Numbers(graph.Statistics.Sum(statistic => statistic.Length)).Select(value => value + 1)],
        }, scores);
        return scores;
    }

    private static float[] Numbers(long count) => [.. Enumerable.Range(0, (int)count).Select(i => (i * 7919 % 1009 - 504) / 1009f)];

    private static Tensor Images(int count)
    {
        using var stream = RandomStreams.Create(7, "images");
        return randn([count, 3, Size, Size], generator: stream);
    }

    private static DerivedNetwork Create()
    {
        using var stream = RandomStreams.Create(1, "weights");
        return new DerivedNetwork(TrainingSamples.DartsGenotype, Skeleton, new WeightSource(stream, ScalarType.Float32, CPU),
            new() { Engine = NetworkEngine.Fused });
    }
}
