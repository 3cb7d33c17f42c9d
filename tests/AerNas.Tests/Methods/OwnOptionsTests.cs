using System.Text.Json;
using AerNas.Json;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

/// <summary>Options that only some methods have: values that cannot be run with are refused, with their path and the reason.</summary>
public sealed class OwnOptionsTests
{
    public static TheoryData<string, string, string> Broken => new()
    {
        { "fairdarts", "fairdarts.threshold.value=0", "above 0 and below 1" },
        { "fairdarts", "fairdarts.threshold.value=1", "above 0 and below 1" },
        { "fairdarts", "fairdarts.zeroOne.weight=-1", "at least 0" },
        { "sdarts-rs", "sdarts-rs.perturbation.first=0", "above 0 and at most 1" },
        { "sdarts-adv", "sdarts-adv.perturbation.last=1.5", "above 0 and at most 1" },
        { "sdarts-adv", "sdarts-adv.attack.steps=0", "at least 1" },
        { "daas", "daas.entropySums.weight=-1", "at least 0" },
        { "mtl-nas", "mtl-nas.minimumEntropy.temperature=0", "logits are divided by it" },
        { "mtl-nas", "mtl-nas.minimumEntropy.weight=-1", "at least 0" },
        { "mtl-nas", "mtl-nas.threshold.value=1.5", "above 0 and below 1" },
        { "noisydarts", "noisydarts.skipNoise.factor=0", "above 0" },
        { "nasp", "nasp.resource.weight=-1", "at least 0" },
        { "snas", "snas.temperature.last=0", "above 0" },
        { "dropnas", "dropnas.operationDropout.rate=1", "below 1" },
        { "proxylessnas", "proxylessnas.latency.seconds=0", "above 0" },
        { "proxylessnas", "proxylessnas.latency.scale=0", "above 0" },
        { "single-path-nas", "single-path-nas.indicators.dropped=1", "below 1" },
        { "single-path-nas", "single-path-nas.indicators.warmUp=2", "between 0 and 1" },
        { "single-path-nas", "single-path-nas.latencyWeight=-1", "at least 0" },
        { "proxylessnas", "search.labelSmoothing=2", "between 0 and 1" },
        { "robustdarts", "robustdarts.dropPath.last=1", "below 1" },
        { "sgas", "sgas.decisions.first=-1", "at least 0" },
        { "sgas", "sgas.decisions.every=0", "at least 1" },
        { "sgas", "sgas.decisions.history=0", "at least 1" },
        { "sgas", "sgas.decisions.batchIncrease=-1", "at least 0" },
        { "nasnet", "nasnet.clip=1", "above 0 and below 1" },
        { "nasnet", "nasnet.passes=0", "at least 1" },
        { "pnas", "pnas.kept=0", "at least 1" },
        { "naonet", "naonet.seeds=0", "at least 1" },
        { "naonet", "naonet.autoencoder.dropout=1", "below 1" },
        { "rapdarts", "rapdarts.parameters.weight=-1", "at least 0" },
        { "rapdarts", "rapdarts.multiplyAdds.target=0", "above 0" },
        { "vinnas", "vinnas.divergenceWeight=-1", "at least 0" },
        { "vinnas", "vinnas.entropyWeight=-1", "at least 0" },
        { "bayesnas", "bayesnas.operationWeight=0", "above 0" },
        { "bayesnas", "bayesnas.products=0", "at least 1" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Validate_ValueOutOfRange_IsRefusedOnEverySpace(string name, string assignment, string reason)
    {
        var method = MethodCatalog.All.Single(m => m.Name == name);
        foreach (var space in method.Spaces)
        {
            var overlay = SearchOptionsJson.Overlay(method, method.Published(space));
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
    public void Validate_OptionsOfAnotherMethod_AreRefusedSayingWhatTheMethodTakes()
    {
        foreach (var space in SdartsRs.Method.Spaces)
        {
            var problem = Assert.Single((SdartsRs.Method.Published(space) with { Own = new SdartsAdvOptions() }).Validate());
            Assert.Equal("sdarts-rs", problem.Path);
            Assert.Equal("sdarts-rs takes SdartsRsOptions, not SdartsAdvOptions.", problem.Message);
        }
    }

    public static TheoryData<string, string, string> NotThere => new()
    {
        { "gdas", "temperature.first=5", "temperature: it stands under the name of its method: gdas.temperature." },
        { "sgas", "decisions={}", "decisions: it stands under the name of its method: sgas.decisions." },
        { "p-darts", "stages[1].operations=4", "stages[1]: it stands under the name of its method: p-darts.stages[1]." },
        { "darts-v1", "temperature.first=5", "temperature: darts-v1 has no such options; they belong to gdas, snas, fbnet, as "
            + "gdas.temperature, snas.temperature, fbnet.temperature." },
        { "darts-v1", "gdas.temperature.first=5", "gdas: darts-v1 has no such options; they belong to gdas." },
        { "gdas", "gdas.temperature.initial=5", "gdas.temperature.initial: there is no such option; here there are first, last." },
        { "gdas", "gdas=null", "gdas: this is a group of options: gdas.temperature." },
    };

    [Theory]
    [MemberData(nameof(NotThere))]
    public void Set_WhatTheMethodDoesNotHave_IsRefusedSayingWhereItStands(string name, string assignment, string message)
    {
        var method = MethodCatalog.All.Single(m => m.Name == name);
        var overlay = SearchOptionsJson.Overlay(method, method.Published(method.Spaces[0]));

        Assert.Equal(message, Assert.Throws<InvalidOptionsException>(() => overlay.Set(assignment)).Message);
    }

    [Fact]
    public void Json_OfEveryMethod_IsReadBackAsItWas() => Assert.All(
        from method in MethodCatalog.All
        from space in method.Spaces
        select (method, space),
        pair =>
        {
            var type = SearchOptionsJson.Of(pair.method);
            var text = JsonSerializer.Serialize(pair.method.Published(pair.space), type);
            var read = JsonText.Read(text, type);
            Assert.Equal(text, JsonSerializer.Serialize(read, type));
            Assert.Same(pair.method, read.By);
            Assert.Equal(pair.method.OwnOptions, read.Own?.GetType());
        });

    /// <summary>As a run of the version before wrote them: every group of every method is there, null where the method has none.</summary>
    [Fact]
    public void ReadRecorded_GroupsOfSingleMethodsAmongThoseOfAll_AreTheMethodsOwn()
    {
        var published = Snas.Method.Published(SearchSpace.Darts).With<TemperatureOptions>(_ => new() { First = 3, Last = 0.5 });
        var recorded = JsonSerializer.SerializeToNode(published, SearchOptionsJson.Of(Snas.Method))!.AsObject();
        recorded.Remove("snas", out var own);
        foreach (var (group, options) in own!.AsObject().ToList())
        {
            own.AsObject().Remove(group);
            recorded[group] = options;
        }

        foreach (var absent in (string[])["proposals", "controller", "stages", "attack", "threshold"]) recorded[absent] = null;

        var read = SearchOptionsJson.ReadRecorded(recorded, "run.json");

        Assert.Equal(published.Own, read.Own);
        Assert.Empty(read.Validate());
    }
}
