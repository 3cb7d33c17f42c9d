namespace AerNas.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void NoArguments_PrintTheHelp()
    {
        var run = CommandRun.Of();
        Assert.Equal(0, run.ExitCode);
        foreach (var command in new[] { "search", "genotype", "derive", "methods", "data", "doctor" })
            Assert.Contains($"  {command} ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("genotype")]
    [InlineData("derive")]
    [InlineData("methods")]
    [InlineData("data")]
    [InlineData("doctor")]
    [InlineData("tabular")]
    [InlineData("study")]
    [InlineData("reproduce")]
    public void Help_OfEachCommand_EndsWithExamples(string command)
    {
        var run = CommandRun.Of(command, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Contains($"  aernas {command}", run.Output[run.Output.IndexOf("Example", StringComparison.Ordinal)..],
            StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void MisspeltOption_IsRefusedWithTheNearest() =>
        CommandRun.Of("search", "--epoch", "3").IsRefused("'--epoch'", "Did you mean --epochs?", "aernas search --help");

    [Fact]
    public void MisspeltCommand_IsRefusedWithTheNearest() => CommandRun.Of("serch").IsRefused("'serch'", "Did you mean search?");

    [Fact]
    public void WordForANumber_IsRefused() =>
        CommandRun.Of("search", "--epochs", "many").IsRefused("--epochs takes a whole number, not 'many'.");

    [Fact]
    public void UnknownChoice_IsRefusedWithTheChoices() => CommandRun.Of("search", "--scale", "huge").IsRefused("'huge'", "small, paper");
}
