using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;

namespace AerNas.Tests.Cli;

public sealed class SearchCommandTests
{
    [Fact]
    public void ImpossibleValues_AreRefusedAllAtOnce() => CommandRun.Of("search", "--epochs", "0", "--channels", "-1")
        .IsRefused("2 options cannot be used", "search.epochs: must be at least 1, is 0.", "supernet.channels: must be at least 1, is -1.");

    [Fact]
    public void MethodOnASpaceItDoesNotSupport_IsRefusedWithThoseItDoes() => Assert.All(
        from method in MethodCatalog.All
        from space in SearchSpace.All.Except(method.Spaces)
        select (method, space),
        pair => CommandRun.Of("search", "--method", pair.method.Name, "--space", pair.space.Name).IsRefused(
            $"error: method: {pair.method.Name} does not run on {pair.space.Name}; it runs on {string.Join(", ", pair.method.Spaces.Select(s => s.Name))}."));

    [Fact]
    public void OptionsThatAMethodDoesNotHave_AreRefusedWithThoseThatDo()
    {
        var groups = MethodCatalog.All.SelectMany(method => method.Spaces.SelectMany(space => Groups(method, space).Where(g => g.Value is not null))).Select(g => g.Key);
        var own = groups.Distinct().Except(["skipLimit", "stages", "stop"]).Where(group => MethodCatalog.All.Any(m => m.Spaces.Any(s => Groups(m, s)[group] is null))).ToList();
        Assert.NotEmpty(own);
        Assert.All(
            from method in MethodCatalog.All
            from space in method.Spaces
            from option in own
            where Groups(method, space)[option] is null
            select (method, space, option),
            lack => CommandRun.Of("search", "--method", lack.method.Name, "--space", lack.space.Name, "--set", lack.option + "={}")
                .IsRefused($"error: {lack.option}: {lack.method.Name} has no such options; they belong to "));
    }

    [Fact]
    public void OptionOfAnotherMethod_IsRefusedForThatAlone() => CommandRun.Of("search", "--method", "darts-v1", "--set", "temperature.last=1")
        .IsRefused("error: temperature: darts-v1 has no such options; they belong to gdas");

    [Fact]
    public void TemperatureOfZero_IsRefusedOfEveryMethodThatHasOne()
    {
        var have = (from method in MethodCatalog.All
                    from space in method.Spaces
                    where method.Published(space).Temperature is not null
                    from end in new[] { "first", "last" }
                    select (method.Name, space, end)).ToList();
        Assert.NotEmpty(have);
        Assert.All(have, with => CommandRun.Of("search", "--method", with.Name, "--space", with.space.Name, "--set", $"temperature.{with.end}=0")
            .IsRefused($"error: temperature.{with.end}: must be a number above 0, is 0"));
    }

    [Theory]
    [InlineData("stages[0].operations=9", "stages[0].operations: must be 8: nothing is known yet to drop one by, is 9.")]
    [InlineData("stages[1].operations=9", "stages[1].operations: must be from 2 to 8, what the stage before keeps, is 9.")]
    [InlineData("stages[2].operations=6", "stages[2].operations: must be from 2 to 5, what the stage before keeps, is 6.")]
    [InlineData("stages[3].operations=2", "stages[3]: there is no such entry; stages has 3, counted from 0.")]
    [InlineData("stages=[]", "stages: there must be one at least.")]
    public void StagesThatKeepMoreThanThereIs_AreRefused(string assignment, string message) =>
        CommandRun.Of("search", "--method", "p-darts", "--space", "darts", "--set", assignment).IsRefused(message);

    [Fact]
    public void AlphaThatIsToLearn_OfAMethodWithoutAGradientForIt_IsRefused()
    {
        var without = (from method in MethodCatalog.All
                       from space in method.Spaces
                       where method.Published(space).Alpha.WarmUp >= 1
                       select (method.Name, space)).ToList();
        Assert.NotEmpty(without);
        Assert.All(without, pair => CommandRun.Of("search", "--method", pair.Name, "--space", pair.space.Name, "--set", "alpha.warmUp=0.5")
            .IsRefused($"error: alpha.warmUp: must be 1, is 0.5: no alpha learns by gradient in {pair.Name}."));
    }

    [Fact]
    public void SkipLimit_OfAMethodThatReadsNothingOffAlpha_IsRefused() =>
        CommandRun.Of("search", "--method", "setn", "--set", "skipLimit.most=2").IsRefused("skipLimit: setn takes the best of some architectures");

    [Theory]
    [InlineData("--space", "sea", "'sea' is no search space", "nasbench201")]
    [InlineData("--method", "magic", "'magic' is no method", "darts-v2")]
    [InlineData("--entropy", "some", "--entropy", "-0.2:0.2")]
    [InlineData("--entropy", "nan", "--entropy", "-0.2:0.2")]
    [InlineData("--watch", "everything", "'everything' is nothing to watch", "discretization, eigenvalue")]
    [InlineData("--set", "search.epoch=3", "search.epoch: there is no such option", "epochs")]
    [InlineData("--set", "search", "path=value", "search.epochs=25")]
    [InlineData("--set", "search.epochs=few", "search.epochs", "wrong kind")]
    [InlineData("--batch", "1", "search.batchSize", "at least 2")]
    [InlineData("--set", "data.images=1", "data.images", "at least 2")]
    [InlineData("--set", "data.images=6001", "data.images", "only 6000 training images")]
    [InlineData("--set", "data.imageSize=30", "data.imageSize", "multiple of 4")]
    [InlineData("--device", "gpu", "'gpu' is no device", "cuda:N")]
    [InlineData("--engine", "steam", "runtime.engine", "wrong kind")]
    [InlineData("--data", "/nowhere/at/all", "/nowhere/at/all", "no such file or folder")]
    [InlineData("--config", "/nowhere/at/all.json", "/nowhere/at/all.json", "no file")]
    [InlineData("--resume", "/nowhere/at/all", "holds no run", "run.json")]
    [InlineData("--checkpoint", "a.safetensors", "--checkpoint", "--resume")]
    public void BadValue_IsRefused(string option, string value, string what, string remedy) => CommandRun.Of("search", option, value).IsRefused(what, remedy);

    [Fact]
    public void Config_WithUnknownKey_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["options.json"], """{ "search": { "epoch": 3 } }""");
        CommandRun.Of("search", "--config", folder["options.json"]).IsRefused("search.epoch", "epochs");
    }

    [Fact]
    public void OutputFolder_ThatHoldsSomething_IsRefusedAndUntouched()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["letter.txt"], "mine");
        CommandRun.Of("search", "--out", folder.Path).IsRefused("not empty", "--out");
        Assert.Equal([folder["letter.txt"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Resume_WithOptionsOfItsOwn_IsRefused() => CommandRun.Of("search", "--resume", "run", "--epochs", "3", "--scale", "paper", "--out", "elsewhere")
        .IsRefused("--epochs, --scale, --out");

    /// <summary>The options by name; null where the method has none of them.</summary>
    private static JsonObject Groups(SearchMethod method, SearchSpace space) =>
        JsonSerializer.SerializeToNode(method.Published(space), SearchOptionsJson.Default.SearchOptions)!.AsObject();
}
