namespace AerNas.Tests.Cli;

public sealed class DataCommandTests
{
    [Fact]
    public void Data_WithoutAPath_SumsUpTheEmbeddedImages()
    {
        var run = CommandRun.Of("data", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(6000, run.Result["trainImages"]!.GetValue<int>());
        Assert.Equal(10, run.Result["classes"]!.AsArray().Count);
        Assert.Contains("training images", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_AtAPathWithNothing_IsRefused() =>
        CommandRun.Of("data", "/nowhere/at/all").IsRefused("/nowhere/at/all", "no such file or folder");

    [Fact]
    public void Data_OfImpossibleSize_IsRefused() => CommandRun.Of("data", "--size", "0").IsRefused("--size", "1 to 512");
}
