using AerNas.Graphs;
using AerNas.Samples;
using AerNas.Spaces;

namespace AerNas.Tests.Samples;

/// <summary>The sample of an operation of one's own.</summary>
public sealed class SqueezeExciteTests
{
    /// <summary>8 channels: 9 * 8 depthwise, 8 * 8 pointwise, norms without weights, 8 * 2 + 2 to squeeze, 2 * 8 + 8 to excite.</summary>
    [Fact]
    public void Operation_OfEightChannels_HasTheParametersCountedByHand()
    {
        var graph = new GraphBuilder();
        var style = new BlockStyle(new NormStyle(Affine: false, TrackStatistics: false));
        var source = graph.In("stem").Convolution(graph.Images(3), 8, Window.Square(1));
        var map = SqueezeExcite.Operation.Build(new OperationSite(graph.In("op"), source, Channels: 8, Stride: 2, style));
        var network = graph.Build(graph.GlobalAverage(map));

        Assert.Equal(3 * 8 + 72 + 64 + 18 + 24, network.Weights.Sum(weight => weight.Length));
        Assert.Equal(new MapShape(8, 4, 4), network.ShapesFor(8)[map.Index]);
        Assert.Contains("op.squeeze.weight", network.Weights.Select(weight => weight.Name));
    }
}
