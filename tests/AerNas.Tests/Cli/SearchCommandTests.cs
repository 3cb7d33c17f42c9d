using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Cli;

public sealed class SearchCommandTests
{
    [Fact]
    public void ImpossibleValues_AreRefusedAllAtOnce() => CommandRun.Of("search", "--epochs", "0", "--channels", "-1")
        .IsRefused("2 options cannot be used", "search.epochs: must be at least 1, is 0.", "supernet.channels: must be at least 1, is -1.");

    [Fact]
    public void MethodOnASpaceItDoesNotSupport_IsRefusedWithWhatTheSpaceLacks() => Assert.All(
        from method in MethodCatalog.All
        from space in SearchSpace.All.Except(method.Spaces)
        select (method, space),
        pair => CommandRun.Of("search", "--method", pair.method.Name, "--space", pair.space.Name).IsRefused(
            $"error: method: {pair.method.Name} does not run on {pair.space.Name}: {pair.method.Refuses(pair.space)}."));

    [Fact]
    public void OptionsThatAMethodDoesNotHave_AreRefusedWithThoseThatDo() => Assert.All(
        from method in MethodCatalog.All
        from other in MethodCatalog.All
        where other != method && other.OwnOptions is not null
        select (method, other),
        lack => CommandRun.Of("search", "--method", lack.method.Name, "--space", lack.method.Spaces[0].Name, "--set",
            lack.other.Name + "={}")
            .IsRefused($"error: {lack.other.Name}: {lack.method.Name} has no such options; they belong to {lack.other.Name}."));

    [Fact]
    public void OptionOfAnotherMethod_IsRefusedForThatAlone() =>
        CommandRun.Of("search", "--method", "darts-v1", "--set", "gdas.temperature.last=1")
        .IsRefused("error: gdas: darts-v1 has no such options; they belong to gdas");

    [Fact]
    public void OptionWithoutTheNameOfItsMethod_IsToldWhereItStands() =>
        CommandRun.Of("search", "--method", "gdas", "--set", "temperature.last=1")
        .IsRefused("error: temperature: it stands under the name of its method: gdas.temperature.");

    [Fact]
    public void TemperatureOfZero_IsRefusedOfEveryMethodThatHasOne()
    {
        var have = (from method in MethodCatalog.All
                    from space in method.Spaces
                    where method.Published(space).Own?.Part<TemperatureOptions>() is not null
                    from end in new[] { "first", "last" }
                    select (method.Name, space, end)).ToList();
        Assert.NotEmpty(have);
        Assert.All(have, with =>
            CommandRun.Of("search", "--method", with.Name, "--space", with.space.Name, "--set", $"{with.Name}.temperature.{with.end}=0")
            .IsRefused($"error: {with.Name}.temperature.{with.end}: must be a number above 0, is 0"));
    }

    /// <summary>The file as a run of the version before wrote it.</summary>
    [Fact]
    public void Config_RunThatWasRecordedBefore_IsReadUnlessTheGroupStandsInAFileOfOnesOwn()
    {
        using var folder = new TemporaryFolder();
        const string options = """{ "method": "gdas", "temperature": { "first": 0, "last": 0.1 }, "stages": null }""";
        File.WriteAllText(folder["run.json"], $$"""{ "kind": "search", "options": {{options}} }""");
        File.WriteAllText(folder["own.json"], options);

        CommandRun.Of("search", "--config", folder["run.json"]).IsRefused("error: gdas.temperature.first: must be a number above 0, is 0");
        CommandRun.Of("search", "--config", folder["own.json"])
            .IsRefused("temperature: it stands under the name of its method: gdas.temperature.");
    }

    [Theory]
    [InlineData("p-darts.stages[0].operations=9", "p-darts.stages[0].operations: must be 8: nothing is known yet to drop one by, is 9.")]
    [InlineData("p-darts.stages[1].operations=9", "p-darts.stages[1].operations: must be from 2 to 8, what the stage before keeps, is 9.")]
    [InlineData("p-darts.stages[2].operations=6", "p-darts.stages[2].operations: must be from 2 to 5, what the stage before keeps, is 6.")]
    [InlineData("p-darts.stages[3].operations=2", "p-darts.stages[3]: there is no such entry; p-darts.stages has 3, counted from 0.")]
    [InlineData("p-darts.stages=[]", "p-darts.stages: there must be one at least.")]
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
        CommandRun.Of("search", "--method", "setn", "--set", "skipLimit.most=2")
            .IsRefused("skipLimit: setn takes the best of some architectures");

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
    [InlineData("--memory", "none", "runtime.memory", "wrong kind")]
    [InlineData("--data", "/nowhere/at/all", "/nowhere/at/all", "no such file or folder")]
    [InlineData("--config", "/nowhere/at/all.json", "/nowhere/at/all.json", "no file")]
    [InlineData("--resume", "/nowhere/at/all", "holds no run", "run.json")]
    [InlineData("--checkpoint", "a.safetensors", "--checkpoint", "--resume")]
    public void BadValue_IsRefused(string option, string value, string what, string remedy) =>
        CommandRun.Of("search", option, value).IsRefused(what, remedy);

    [Fact]
    public void LowMemory_OnTorch_IsRefused() =>
        CommandRun.Of("search", "--memory", "low", "--engine", "torch").IsRefused("runtime.memory", "fused");

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
    public void Resume_WithOptionsOfItsOwn_IsRefused() =>
        CommandRun.Of("search", "--resume", "run", "--epochs", "3", "--scale", "paper", "--out", "elsewhere")
        .IsRefused("--epochs, --scale, --out");
}
