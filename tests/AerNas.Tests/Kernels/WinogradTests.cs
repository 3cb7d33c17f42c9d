using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

/// <summary>3x3 convolutions by minimal filtering: held against an oracle in double precision, the same bytes on every machine.</summary>
public sealed class WinogradTests
{
    private const int Images = 3;

    /// <summary>Channels, height and width: of whole tiles, and of tiles that reach beyond the map below, right, or both.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 8, 32, 16 }, { 13, 16, 20 }, { 16, 16, 16 }, { 33, 8, 16 }, { 64, 8, 8 }, { 16, 13, 14 }, { 64, 7, 6 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Filtered_InTrainingAndEvaluation_MatchesOracleInEveryWidth(int channels, int height, int width)
    {
        var network = SmallNetworks.Filtered(channels);
        foreach (var training in new[] { true, false })
        {
            var (data, expected) = DecidedData.Draw(network, Shape(height, width), data => data with { Training = training });
            foreach (var kernels in VectorWidths.All)
            {
                using var executor = new SupernetExecutor(network.Graph, 2, kernels);
                OracleComparison.AssertClose(network, expected, ExecutorRun.Run(executor, data));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Filtered_EveryWidthAndNumberOfThreads_GivesTheSameBytes(int channels, int height, int width)
    {
        var network = SmallNetworks.Filtered(channels);
        var data = network.Data(Shape(height, width), SmallNetworks.Classes);
        using var scalar = new SupernetExecutor(network.Graph, 1, VectorWidths.Scalar);
        var expected = ExecutorRun.Run(scalar, data);
        foreach (var (kernels, i) in VectorWidths.Wide.Select((kernels, i) => (kernels, i)))
        {
            using var executor = new SupernetExecutor(network.Graph, 1 + i, kernels);
            expected.AssertSame(ExecutorRun.Run(executor, data));
        }
    }

    [Theory]
    [InlineData(33, 8, 15, 5)] // groups of one image, where two learn together
    [InlineData(33, 8, 15, 40)] // groups of two and three
    [InlineData(64, 7, 8, 40)] // where four learn together
    public void Filtered_ImagesThatLearnTogether_MatchOracleAtAnyNumberOfThreads(int channels, int height, int width, int images)
    {
        var network = SmallNetworks.FilteredLinearly(channels);
        var (data, expected) = DecidedData.Draw(network, Shape(height, width) with { Images = images });
        using var one = new SupernetExecutor(network.Graph, 1);
        var alone = ExecutorRun.Run(one, data);
        OracleComparison.AssertClose(network, expected, alone);
        using var three = new SupernetExecutor(network.Graph, 3);
        alone.AssertSame(ExecutorRun.Run(three, data));
    }

    [Fact]
    public void Filtered_LearningAgain_GivesTheSameBytes()
    {
        var network = SmallNetworks.Filtered(16);
        var data = network.Data(Shape(16, 16), SmallNetworks.Classes);
        using var executor = new SupernetExecutor(network.Graph, 2, VectorWidths.Scalar);
        var first = ExecutorRun.Run(executor, data);
        first.AssertSame(ExecutorRun.Run(executor, data)); // sums at the points begin with zeros each time
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Plan_OfTilesMostlyInTheMap_FiltersEveryConvolution(int channels, int height, int width) =>
        Assert.Equal(3, FilteredOf(channels, Shape(height, width)));

    [Theory]
    [InlineData(64, 5, 5)] // four tiles, more than half of whose pixels lie beyond the map
    [InlineData(32, 8, 8)] // four tiles of 32 channels: the loops cost more
    [InlineData(6, 32, 32)]
    [InlineData(160, 4, 8)]
    public void Plan_OfSmallMapsOrLittleWork_FiltersNone(int channels, int height, int width) =>
        Assert.Equal(0, FilteredOf(channels, Shape(height, width)));

    private static int FilteredOf(int channels, BatchShape shape)
    {
        using var arena = new ChannelArena();
        var context = new PlanContext(VectorWidths.Scalar, arena, shape.Images);
        return new PlanBuilder(SmallNetworks.Filtered(channels).Graph, shape, context).Build(out _).OfType<WinogradOperation>().Count();
    }

    private static BatchShape Shape(int height, int width) => new(Images, SmallNetworks.ImageChannels, height, width);
}
