using System.Text.Json.Nodes;
using AerNas.Cli;
using AerNas.Methods;
using AerNas.Studies;

namespace AerNas.Tests.Cli;

/// <summary>
/// Names of experiments, methods and ways of doing are matched whatever their case, and recorded as the catalogues spell them.
/// </summary>
public sealed class NamesInAnyCaseTests
{
    [Theory]
    [InlineData("fig1", "small")]
    [InlineData("FIG1", "SMALL")]
    [InlineData("Fig1", "Paper")]
    [InlineData("fig-1", "paper")]
    public void Reproduce_ExperimentAndScale_AreFound(string name, string scale)
    {
        var run = CommandRun.Of("reproduce", name, "--scale", scale, "--estimate", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("fig1 is a formula", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Reproduce_OfANameInCapitals_MakesTheFolderOfTheRecipe()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("reproduce", "TABLE1", "--scale", "Small", "--data", folder["nowhere"], "--out", folder["t"])
            .IsRefused("no such file or folder");
        Assert.True(Recipe.TryFind("TABLE1", out var recipe));
        Assert.Equal("table1", recipe.Name);
    }

    [Theory]
    [InlineData("off", "OFF")]
    [InlineData("off", "Off")]
    [InlineData("-0.2:0.2", "-0.2:0.2")]
    public void Entropy_Off_IsReadInAnyCase(string expected, string given)
    {
        Assert.True(EntropyOptions.TryParse(expected, out var one));
        Assert.True(EntropyOptions.TryParse(given, out var other));
        Assert.Equal(one, other);
        Assert.Equal([expected], StudyOptions.Parse($$"""{ "methods": ["darts-v1"], "entropy": ["{{given}}"] }""", "study").Entropy);
    }

    [Theory]
    [InlineData("GDAS", "darts-V1")]
    [InlineData("Gdas", "DARTS-V1")]
    [InlineData("gdas", "darts-v1")]
    public void MethodOptions_OfAStudy_AreTheirMethods(string one, string other)
    {
        using var folder = new TemporaryFolder();
        var options = StudyOptions.Parse($$"""
            { "space": "NASBench201", "scale": "SMALL", "methods": ["gdas", "Darts-v1"], "entropy": ["Off"],
              "methodOptions": { "{{one}}": { "search": { "epochs": 3 } }, "{{other}}": { "search": { "epochs": 5 } } } }
            """, "study");
        Assert.Equal(["darts-v1", "gdas"], options.MethodOptions!.Keys.Order());
        var searches = new StudyPlan(options).Searches.ToDictionary(search => search.Method, search => search.Search.Epochs);
        Assert.Equal((3, 5), (searches["gdas"], searches["darts-v1"]));
    }

    [Fact]
    public void MethodOptions_OfAMethodTwice_AreRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.json"],
            """{ "methods": ["gdas"], "methodOptions": { "gdas": {}, "GDAS": { "search": { "epochs": 3 } } } }""");
        CommandRun.Of("study", folder["study.json"]).IsRefused("methodOptions.gdas", "twice, as gdas and GDAS");
    }

    [Fact]
    public void MethodOptions_OfAMethodThatIsNone_AreRefusedAsTheyStand()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.json"], """{ "methods": ["gdas"], "methodOptions": { "DARTS-V2": {}, "Luck": {} } }""");
        CommandRun.Of("study", folder["study.json"]).IsRefused("methodOptions.darts-v2", "methodOptions.Luck", "it runs gdas");
    }

    [Theory]
    [InlineData("--framing", "PAD", "data.framing", "Pad")]
    [InlineData("--framing", "Stretch", "data.framing", "Stretch")]
    [InlineData("--watch", "Eigenvalue,DISCRETIZATION", "watch.eigenvalue", "true")]
    [InlineData("--entropy", "OFF", "entropy.schedule", "Off")]
    [InlineData("--set", "stop.criterion=SKIPS", "stop.criterion", "Skips")]
    public void Search_WordsOfItsFlags_AreRecordedAsTheyAreSpelt(string flag, string value, string path, string recorded)
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of(new CancellationToken(canceled: true), "search", flag, value, "--set", "data.images=32", "--epochs", "1",
            "--channels", "2", "--cells", "1",
            "--batch", "8", "--threads", "1", "--out", folder["run"]);
        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        JsonNode? node = JsonNode.Parse(File.ReadAllText(folder["run/run.json"]))!["options"];
        foreach (var part in path.Split('.')) node = node![part];
        Assert.Equal(recorded, $"{node}", ignoreCase: true);
    }

    [Theory]
    [InlineData("--watch", "luck", "'luck' is nothing to watch")]
    [InlineData("--framing", "squash", "'squash' is none of crop, pad, stretch")]
    public void Search_WordsThatAreNone_AreRefusedWithThoseThereAre(string flag, string value, string message) =>
        CommandRun.Of("search", flag, value).IsRefused(message);
}
