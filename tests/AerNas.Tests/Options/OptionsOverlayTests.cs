using AerNas.Json;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Tests.Options;

public sealed class OptionsOverlayTests
{
    [Fact]
    public void Build_LayersOverDefaults_TakeTheLastValue()
    {
        var overlay = Overlay();
        overlay.Apply("""{ "search": { "epochs": 7 }, "alpha": { "learningRate": 0.01 } }""", "file");
        overlay.Set("search.epochs=9");

        var options = overlay.Build();

        Assert.Equal(9, options.Search.Epochs);
        Assert.Equal(0.01, options.Alpha.LearningRate);
        Assert.Equal(new SearchOptions().Weights, options.Weights);
    }

    [Fact]
    public void Set_MemberOfAGroupThatTheDefaultsLeaveOut_LeavesTheOthersAtTheirDefaults()
    {
        var overlay = Overlay();
        overlay.Set("stop.skips=1");

        Assert.Equal(new StopOptions { Skips = 1 }, overlay.Build().Stop);
        Assert.Equal("stop.skip", Assert.Single(Assert.Throws<InvalidOptionsException>(() => overlay.Set("stop.skip=1")).Problems).Path);
    }

    [Fact]
    public void Set_EntryOfAList_IsReachedByItsNumber()
    {
        var overlay = SearchOptionsJson.Overlay(PDarts.Method, PDarts.Method.Published(SearchSpace.Darts));
        overlay.Set("p-darts.stages[1].operations=4");

        Assert.Equal([8, 4, 3], overlay.Build().Stages!.Select(stage => stage.Operations));
        foreach (var (assignment, path) in new[] { ("p-darts.stages[3].operations=4", "p-darts.stages[3]"),
            ("p-darts.stages[x].operations=4", "p-darts.stages[x]"), ("p-darts.stages[1].keep=4", "p-darts.stages[1].keep") })
            Assert.Equal(path, Assert.Single(Assert.Throws<InvalidOptionsException>(() => overlay.Set(assignment)).Problems).Path);
    }

    [Theory]
    [InlineData("search.epoch=9", "search.epoch")]
    [InlineData("epochs=9", "epochs")]
    [InlineData("search.epochs.x=9", "search.epochs")]
    [InlineData("search=9", "search")]
    public void SetAndBuild_WhatIsNoOption_IsNamed(string assignment, string path)
    {
        var overlay = Overlay();

        var exception = Assert.Throws<InvalidOptionsException>(() =>
        {
            overlay.Set(assignment);
            overlay.Build();
        });

        Assert.Contains(exception.Problems, p => p.Path == path);
    }

    [Fact]
    public void Apply_SeveralUnknownKeys_AreAllNamed()
    {
        var exception = Assert.Throws<InvalidOptionsException>(() => Overlay().Apply("""{ "one": 1, "search": { "two": 2 } }""", "file"));

        Assert.Equal(["one", "search.two"], exception.Problems.Select(p => p.Path));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{")]
    public void Apply_NoJsonObject_NamesTheSource(string json)
    {
        var exception = Assert.Throws<InvalidOptionsException>(() => Overlay().Apply(json, "config.json"));

        Assert.Contains("config.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ValueOfTheWrongKind_IsNamedWithItsPath()
    {
        var overlay = Overlay();
        overlay.Set("search.epochs=many");

        Assert.Contains("search.epochs", Assert.Throws<InvalidOptionsException>(overlay.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralImpossibleValues_AreAllNamed()
    {
        var options = new SearchOptions
        {
            Method = "moon",
            Search = new SearchPhaseOptions { Epochs = 0, BatchSize = 1 },
            Supernet = new SupernetSize { Channels = -3 },
        };

        var paths = options.Validate().Select(p => p.Path).ToArray();

        Assert.Equal(["method", "search.epochs", "search.batchSize", "supernet.channels"], paths);
    }

    private static OptionsOverlay<SearchOptions> Overlay() => new(new SearchOptions(), SearchOptionsJson.Default.SearchOptions);
}
