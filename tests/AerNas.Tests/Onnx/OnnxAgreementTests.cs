using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Networks;
using AerNas.Samples;
using AerNas.Spaces;
using AerNas.Tests.Networks;
using AerNas.Tests.Searching;
using AerNas.Tests.Training;
using AerNas.Zoo;

namespace AerNas.Tests.Onnx;

/// <summary>ONNX Runtime computes from the file what torch computes from the network: float64's results but for rounding.</summary>
public sealed class OnnxAgreementTests : IDisposable
{
    private const double Tolerance = 1e-4;
    private const int Classes = 4;
    private const int Drawn = 24;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Drawn)];

    public static TheoryData<string> Operations => [.. CandidateOperation.All.Select(operation => operation.Name)];

    public static TheoryData<string> Published => [.. GenotypeZoo.Names];

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void File_OfARandomNetwork_GivesTorchsAnswers(int seed) =>
        AssertAgrees(RandomGraph.Draw(seed, imageChannels: 3, Classes), 12 + 2 * (seed % 3), seed);

    [Theory]
    [MemberData(nameof(Operations))]
    public void File_OfAnOperation_GivesTorchsAnswers(string name) => AssertAgrees(CandidateOperation.Parse(name));

    [Fact]
    public void File_OfAnOperationThatAnExtensionBrings_GivesTorchsAnswers() => AssertAgrees(SqueezeExcite.Operation);

    [Theory]
    [MemberData(nameof(Activations))]
    public void File_OfAnActivation_GivesTorchsAnswers(Activation function)
    {
        var graph = new GraphBuilder();
        var stem = graph.In("stem").ConvNorm(graph.Images(3), 6, Window.Square(3), NormStyle.Full);
        var factor = graph.Activate(graph.In("squeeze").Linear(graph.GlobalAverage(stem), 6), Activation.Sigmoid);
        AssertAgrees(Classified(graph, graph.Product(graph.Activate(stem, function), factor)), 8, seed: 3);
    }

    [Theory]
    [InlineData(PoolKind.Maximum)]
    [InlineData(PoolKind.Average)]
    public void File_OfAPoolWithPartialWindows_GivesTorchsAnswers(PoolKind kind)
    {
        foreach (var (kernel, stride, padding) in new[] { (3, 2, 0), (2, 2, 0), (3, 2, 1), (5, 3, 2), (3, 3, 0) })
        {
            for (var size = 7; size < 12; size++)
            {
                var graph = new GraphBuilder();
                var window = new Window(kernel, kernel) { Stride = (stride, stride), Padding = (padding, padding), KeepsPartial = true };
                var stem = graph.In("stem").Convolution(graph.Images(3), 4, Window.Square(1), bias: true);
                AssertAgrees(Classified(graph, graph.Pool(stem, kind, window)), size, size);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void File_OfAPublishedGenotype_GivesTorchsAnswers(string name)
    {
        var genotype = GenotypeZoo.Find(name).Architecture;
        foreach (var form in genotype.Space.Skeletons.Take(2))
        {
            var skeleton = Skeleton.Of(form) with
            {
                Channels = SmallSearch.ChannelsOf(genotype.Space, least: 4),
                Layers = 3,
                Cells = 1,
                Classes = Classes,
                ImageSize = 16 * (form.StemHalvings > 0 ? 4 : 1),
            };
            AssertAgrees(DerivedGraph.Of(genotype, skeleton), skeleton.ImageSize, seed: 1);
        }
    }

    /// <summary>At their published sizes: 20 cells of 36 channels, 14 of 48 on ImageNet, 15 of 16 in NAS-Bench-201.</summary>
    [Theory]
    [InlineData("cifar")]
    [InlineData("imagenet")]
    [InlineData("nasbench201")]
    public void File_OfAFullSizeNetwork_GivesTorchsAnswers(string form)
    {
        var skeleton = form switch
        {
            "cifar" => Skeleton.Cifar,
            "imagenet" => Skeleton.ImageNet,
            _ => Skeleton.NasBench201,
        };
        var genotype = skeleton.Form.Space == SearchSpace.Darts ? TrainingSamples.DartsGenotype : TrainingSamples.NasBench201Genotype;
        AssertAgrees(DerivedGraph.Of(genotype, skeleton), skeleton.ImageSize, seed: 2);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertAgrees(CandidateOperation operation)
    {
        foreach (var (stride, size, normed) in new[] { (1, 9, true), (2, 8, false), (2, 9, true), (2, 7, false) })
        {
            var graph = new GraphBuilder();
            var stem = graph.In("stem").ConvNorm(graph.Images(3), 6, Window.Square(3), NormStyle.Full);
            var style = BlockStyle.Derived with { NormAfterPools = normed };
            var map = operation.Build(new OperationSite(graph.In("operation"), stem, 6, stride, style));
            var node = graph.Sum([new SumTerm(graph.Pool(map, PoolKind.Average, Window.Square(3))), new SumTerm(graph.DropPath(map))]);
            AssertAgrees(Classified(graph, node), size, stride);
        }
    }

    private void AssertAgrees(NetworkGraph graph, int size, int seed) =>
        Assert.InRange(new OnnxCase(graph, size, seed).LargestDifference(_folder), 0, Tolerance);

    private static NetworkGraph Classified(GraphBuilder graph, MapId map) =>
        graph.Build(graph.In("classifier").Linear(graph.GlobalAverage(map), Classes));
}
