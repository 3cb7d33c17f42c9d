using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Networks;
using AerNas.Sampling;
using AerNas.Spaces;

namespace AerNas.Tests.Spaces;

/// <summary>Inverted residuals: their names, layers, parameters and shortcuts.</summary>
public sealed class InvertedResidualTests
{
    [Theory]
    [InlineData("mbconv_3x3_e6")]
    [InlineData("mbconv_7x7_e3_se")]
    [InlineData("mbconv_5x5_e1_g2")]
    [InlineData("mbconv_11x11_e12_g4_se")]
    public void Parse_NameOfOne_GivesItWithItsNumbers(string name)
    {
        Assert.Equal((name, OperationFamily.InvertedResidual),
            (CandidateOperation.Parse(name.ToUpperInvariant()).Name, CandidateOperation.Parse(name).Family));
        Assert.Equal(CandidateOperation.Parse(name), CandidateOperation.Parse(name));
    }

    [Theory]
    [InlineData("mbconv_3x5_e6")]
    [InlineData("mbconv_4x4_e6")]
    [InlineData("mbconv_13x13_e6")]
    [InlineData("mbconv_3x3_e0")]
    [InlineData("mbconv_3x3_e13")]
    [InlineData("mbconv_3x3_e6_g3")]
    [InlineData("mbconv_3x3_e6_se_g2")]
    [InlineData("mbconv_3x3_e6_2")] // which is what its twin is called
    [InlineData("mbconv_3x3_e6\n")]
    public void Parse_NameOfNone_IsRefused(string name) =>
        Assert.Contains("mbconv_KxK_eE", Assert.Throws<FormatException>(() => CandidateOperation.Parse(name)).Message,
            StringComparison.Ordinal);

    /// <summary>8 channels to 16: 1x1 to 8 e, k x k depthwise, 1x1 to 16, scale and shift of three norms; squeezed to 2.</summary>
    [Theory]
    [InlineData("mbconv_3x3_e6", 8 * 48 + 9 * 48 + 48 * 16 + 2 * (48 + 48 + 16))]
    [InlineData("mbconv_7x7_e3", 8 * 24 + 49 * 24 + 24 * 16 + 2 * (24 + 24 + 16))]
    [InlineData("mbconv_5x5_e1", 25 * 8 + 8 * 16 + 2 * (8 + 16))]
    [InlineData("mbconv_3x3_e1_g2", 8 * 8 / 2 + 9 * 8 + 8 * 16 / 2 + 2 * (8 + 8 + 16))]
    [InlineData("mbconv_3x3_e3_se", 8 * 24 + 9 * 24 + 24 * 16 + 2 * (24 + 24 + 16) + 24 * 2 + 2 + 2 * 24 + 24)]
    public void Build_EightChannelsToSixteen_HasTheParametersCountedByHand(string name, long expected)
    {
        var network = Network(name, channels: 16, stride: 2, Activation.Relu6);

        Assert.Equal(expected, network.Weights.Sum(weight => weight.Length));
        Assert.Equal(new MapShape(16, 4, 4), network.ShapesFor(8)[network.Layers.Length - 2]);
        Assert.DoesNotContain(network.Layers, layer => layer is SumLayer);
    }

    [Fact]
    public void Build_WhereTheShapeStays_AddsWhatItReads()
    {
        var network = Network("mbconv_3x3_e6", channels: 8, stride: 1, Activation.Swish);

        Assert.Equal([new MapId(0)], Assert.Single(network.Layers.OfType<SumLayer>()).Terms.Select(term => term.Map).Skip(1));
        Assert.All(network.Layers.OfType<ActivationLayer>(), layer => Assert.Equal(Activation.Swish, layer.Function));
        Assert.Equal(2, network.Layers.OfType<ActivationLayer>().Count());
    }

    /// <summary>Drop path takes the branch of a residual block, and of what has no shortcut all.</summary>
    [Fact]
    public void DropPath_OfADerivedChain_LeavesShortcutsWhereTheyAre()
    {
        var space = SearchSpace.Find("fairnas");
        var network = DerivedGraph.Of(RandomArchitecture.Of(space, seed: 1), Skeleton.Of(space) with { Channels = 4 });

        var used = network.LeadingTo(network.Logits);
        var sums = network.Layers.Index().Where(layer => used[layer.Index]).Select(layer => layer.Item).OfType<SumLayer>().ToList();
        Assert.Equal(13, sums.Count); // of 19 layers six change the shape
        Assert.All(sums, sum => Assert.True(network[sum.Terms[0].Map] is DropPathLayer branch && branch.Source != sum.Terms[1].Map));
        Assert.Equal(19, network.Layers.Count(layer => layer is DropPathLayer));
    }

    private static NetworkGraph Network(string name, int channels, int stride, Activation activation)
    {
        var graph = new GraphBuilder();
        var style = BlockStyle.Derived with { Activation = activation };
        var map = CandidateOperation.Parse(name).Build(new OperationSite(graph, graph.Images(8), channels, stride, style));
        return graph.Build(graph.GlobalAverage(map));
    }
}
