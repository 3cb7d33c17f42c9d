using AerNas.Json;
using AerNas.Methods;
using AerNas.Spaces;
using AerNas.Stopping;

namespace AerNas.Tests.Stopping;

/// <summary>A stop rule for any method, and what is refused.</summary>
public sealed class StopOptionsTests
{
    private static readonly StopOptions Ranking = new() { Criterion = StopCriterion.Ranking };

    public static TheoryData<string, StopOptions> Broken => new()
    {
        { "stop.from", Ranking with { From = -1 } },
        { "stop.skips", Ranking with { Skips = 0 } },
        { "stop.stableEpochs", Ranking with { StableEpochs = 0 } },
        { "stop.eigenvalue.every", Ranking with { Eigenvalue = new EigenvalueWindow { Every = 0 } } },
        { "stop.eigenvalue.checks", Ranking with { Eigenvalue = new EigenvalueWindow { Checks = 0 } } },
        { "stop.eigenvalue.lag", Ranking with { Eigenvalue = new EigenvalueWindow { Lag = 0 } } },
        { "stop.eigenvalue.ratio", Ranking with { Eigenvalue = new EigenvalueWindow { Ratio = 1 } } },
        { "stop.adaptation", Ranking with { Adaptation = new AdaptationOptions() } }, // there is no jump to go back from
        { "stop.adaptation.factor", new StopOptions
        {
            Criterion = StopCriterion.Eigenvalue,
            Adaptation = new AdaptationOptions { Factor = 1 },
        } },
        { "stop.adaptation.most", new StopOptions
        {
            Criterion = StopCriterion.Eigenvalue,
            Adaptation = new AdaptationOptions { Most = -1 },
        } },
    };

    [Fact]
    public void Validate_AnyMethodOfOneStage_TakesAStopRule()
    {
        Assert.All(MethodCatalog.All.Where(method => method.Published(method.Spaces[0]) is { Stages: null, Alpha.WarmUp: < 1 }), method =>
            Assert.Empty((method.Published(method.Spaces[0]) with { Stop = Ranking }).Validate()));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Validate_ValueOutOfRange_IsRefused(string path, StopOptions stop) =>
        Assert.Equal(path, Assert.Single((DartsV1.Method.Published(SearchSpace.Darts) with { Stop = stop }).Validate()).Path);

    [Theory]
    [InlineData("p-darts")]
    [InlineData("stacnas")]
    [InlineData("enas")]
    public void Validate_ASearchThatCannotStop_IsRefused(string name)
    {
        var method = MethodCatalog.All.Single(m => m.Name == name);

        var problem = Assert.Single((method.Published(method.Spaces[0]) with { Stop = Ranking }).Validate());

        Assert.Equal("stop", problem.Path);
        Assert.Contains("leave it out", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_AFewValues_TakesTheOthersFromTheDefaults()
    {
        var overlay = new OptionsOverlay<SearchOptions>(DartsV1.Method.Published(SearchSpace.Darts),
            SearchOptionsJson.Default.SearchOptions);
        foreach (var assignment in (string[])["stop.criterion=eigenvalue", "stop.from=3", "stop.adaptation.most=0.01"])
            overlay.Set(assignment);

        Assert.Equal(new StopOptions { Criterion = StopCriterion.Eigenvalue, From = 3, Adaptation = new AdaptationOptions { Most = 0.01 } },
            overlay.Build().Stop);
    }
}
