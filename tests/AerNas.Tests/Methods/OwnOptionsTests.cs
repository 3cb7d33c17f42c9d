using AerNas.Methods;
using AerNas.Options;
using AerNas.Searching;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

/// <summary>Options that only some methods have: values that cannot be run with are refused, with their path and the reason.</summary>
public sealed class OwnOptionsTests
{
    public static TheoryData<string, string, string> Broken => new()
    {
        { "fairdarts", "threshold.value=0", "above 0 and below 1" },
        { "fairdarts", "threshold.value=1", "above 0 and below 1" },
        { "fairdarts", "zeroOne.weight=-1", "at least 0" },
        { "sdarts-rs", "perturbation.first=0", "above 0 and at most 1" },
        { "sdarts-adv", "perturbation.last=1.5", "above 0 and at most 1" },
        { "sdarts-adv", "attack.steps=0", "at least 1" },
        { "daas", "entropySums.weight=-1", "at least 0" },
        { "mtl-nas", "minimumEntropy.temperature=0", "logits are divided by it" },
        { "mtl-nas", "minimumEntropy.weight=-1", "at least 0" },
        { "mtl-nas", "threshold.value=1.5", "above 0 and below 1" },
        { "noisydarts", "skipNoise.factor=0", "above 0" },
        { "nasp", "resource.weight=-1", "at least 0" },
        { "snas", "temperature.last=0", "above 0" },
        { "dropnas", "operationDropout.rate=1", "below 1" },
        { "robustdarts", "dropPath.last=1", "below 1" },
        { "sgas", "decisions.first=-1", "at least 0" },
        { "sgas", "decisions.every=0", "at least 1" },
        { "sgas", "decisions.history=0", "at least 1" },
        { "sgas", "decisions.batchIncrease=-1", "at least 0" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Validate_ValueOutOfRange_IsRefusedOnEverySpace(string name, string assignment, string reason)
    {
        var method = MethodCatalog.All.Single(m => m.Name == name);
        foreach (var space in method.Spaces)
        {
            var overlay = new OptionsOverlay<SearchOptions>(method.Published(space), SearchOptionsJson.Default.SearchOptions);
            overlay.Set(assignment);

            var problem = Assert.Single(overlay.Build().Validate());

            Assert.Equal(assignment[..assignment.IndexOf('=', StringComparison.Ordinal)], problem.Path);
            Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validate_BetasThatBeginAfterAlphaOrThatNobodyHas_AreRefused()
    {
        var daas = Daas.Method.Published(SearchSpace.Darts);
        Assert.Equal("alpha.edgeWarmUp", Assert.Single((daas with { Alpha = daas.Alpha with { EdgeWarmUp = 0.5 } }).Validate()).Path);

        var darts = DartsV1.Method.Published(SearchSpace.Darts);
        var problem = Assert.Single((darts with { Alpha = darts.Alpha with { EdgesAddUpTo = 2 } }).Validate());
        Assert.Equal("alpha", problem.Path);
        Assert.Contains("no weights of edges", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_StepsOfAnAttackForTheRandomForm_AreRefusedSayingWhoseTheyAre()
    {
        foreach (var space in SdartsRs.Method.Spaces)
        {
            var problem = Assert.Single((SdartsRs.Method.Published(space) with { Attack = new AttackOptions() }).Validate());
            Assert.Equal("attack", problem.Path);
            Assert.Contains("sdarts-adv", problem.Message, StringComparison.Ordinal);
        }
    }
}
