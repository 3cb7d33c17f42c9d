using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Searching;

public sealed class SearchOptionsTests
{
    [Fact]
    public void Validate_PublishedAndSmallOptionsOfEveryMethod_HaveNoProblems()
    {
        foreach (var method in MethodCatalog.All)
        {
            Assert.All(method.Spaces, space => Assert.Empty(method.Published(space).Validate()));
            Assert.All(method.Spaces, space => Assert.Empty(MethodCatalog.Small(method, space).Validate()));
        }
    }

    [Fact]
    public void Validate_TemperatureOfZero_IsRefused()
    {
        var options = Gdas.Method.Published(SearchSpace.NasBench201) with { Own = new GdasOptions { Temperature = new() { Last = 0 } } };
        var problem = Assert.Single(options.Validate());
        Assert.Equal("gdas.temperature.last", problem.Path);
        Assert.Contains("above 0", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OptionsThatTheMethodHasNot_AreRefusedAndThoseItNeedsAskedFor()
    {
        var foreign = DartsV1.Method.Published(SearchSpace.Darts) with { Own = new GdasOptions() };
        var problem = Assert.Single(foreign.Validate());
        Assert.Equal("darts-v1", problem.Path);
        Assert.Contains("GdasOptions", problem.Message, StringComparison.Ordinal);

        Assert.Equal("gdas", Assert.Single((Gdas.Method.Published(SearchSpace.Darts) with { Own = null }).Validate()).Path);
    }

    [Theory]
    [InlineData(1, 16, "pc-darts.partialChannels.parts")]
    [InlineData(3, 16, "supernet.channels")]
    [InlineData(4, 2, "supernet.channels")]
    public void Validate_PartsThatDoNotDivideTheChannels_AreRefused(int parts, int channels, string path)
    {
        var published = PcDarts.Method.Published(SearchSpace.Darts);
        var options = published with
        {
            Own = new PcDartsOptions { PartialChannels = new() { Parts = parts } },
            Supernet = published.Supernet with { Channels = channels },
        };
        Assert.Equal(path, Assert.Single(options.Validate()).Path);
    }

    [Fact]
    public void Published_PcDarts_LetsAlphaLearnFromEpochFifteen()
    {
        var options = PcDarts.Method.Published(SearchSpace.Darts);
        Assert.Equal((50, 15), (options.Search.Epochs, options.Alpha.FirstEpoch(options.Search.Epochs)));
    }

    [Fact]
    public void MomentAt_WarmUp_CountsTheArchitecturePhaseFromItsEnd()
    {
        var published = DartsV1.Method.Published(SearchSpace.Darts);
        var options = published with { Alpha = published.Alpha with { WarmUp = 0.3 } };

        Assert.False(options.MomentAt(new(14, 0)).AlphaLearns);
        Assert.Equal((0, 35), (options.MomentAt(new(15, 0)).Architecture.Epoch, options.MomentAt(new(15, 0)).Architecture.Epochs));
    }
}
