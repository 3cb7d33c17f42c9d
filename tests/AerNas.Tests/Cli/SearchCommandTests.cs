namespace AerNas.Tests.Cli;

public sealed class SearchCommandTests
{
    [Fact]
    public void ImpossibleValues_AreRefusedAllAtOnce() => CommandRun.Of("search", "--epochs", "0", "--channels", "-1")
        .IsRefused("2 options cannot be used", "search.epochs: must be at least 1, is 0.", "supernet.channels: must be at least 1, is -1.");

    [Theory]
    [InlineData("--space", "sea", "'sea' is no search space", "nasbench201")]
    [InlineData("--method", "magic", "'magic' is no method", "darts-v2")]
    [InlineData("--entropy", "some", "--entropy", "-0.2:0.2")]
    [InlineData("--entropy", "nan", "--entropy", "-0.2:0.2")]
    [InlineData("--watch", "everything", "'everything' is nothing to watch", "discretization, eigenvalue")]
    [InlineData("--set", "search.epoch=3", "search.epoch: there is no such option", "epochs")]
    [InlineData("--set", "search", "path=value", "search.epochs=25")]
    [InlineData("--set", "search.epochs=few", "search.epochs", "wrong kind")]
    [InlineData("--batch", "4000", "search.batchSize", "3000 images")]
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
}
