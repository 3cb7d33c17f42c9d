using AerNas.Tests.Reports;

namespace AerNas.Tests.Cli;

/// <summary>Whatever a command is to write: where nobody may, the folder is called what it is, and nothing has been made.</summary>
public sealed class ReadOnlyPlaceTests : IDisposable
{
    private const string Closed = "/sys/kernel"; // not even the administrator may make a file there
    private const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|nor_conv_3x3~2|";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("search", "--set", "data.images=32", "--batch", "8", "--out", Closed + "/found")]
    [InlineData("search", "--set", "data.images=32", "--batch", "8", "--out", Closed + "/deep/er/found")]
    [InlineData("train", "--genotype", Cell, "--out", Closed + "/trained")]
    [InlineData("derive", "{run}", "--out", Closed + "/cell.txt")]
    [InlineData("genotype", "DARTS_V2", "--svg", Closed + "/cell.svg")]
    [InlineData("genotype", "DARTS_V2", "--dot", Closed + "/cell.dot")]
    [InlineData("report", "{run}", "--out", Closed + "/page.html")]
    [InlineData("report", "{run}", "--figures", Closed + "/figures")]
    [InlineData("compare", "{run}", "{run}", "--out", Closed + "/page.html")]
    [InlineData("compare", "{run}", "{run}", "--out", "{run}/page.html", "--figures", Closed + "/figures")]
    [InlineData("reproduce", "fig1", "--out", Closed + "/fig1")]
    [InlineData("study", "{study}", "--out", Closed + "/study")]
    public void Command_ThatIsToWriteThere_IsRefused(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Directory.Exists(Closed), "there is no folder that nobody may write into");
        var run = SmallRuns.Search(_folder["run"], epochs: 2);
        File.WriteAllText(_folder["study.json"],
            """{ "methods": ["darts-v1"], "options": { "data": { "images": 32 }, "search": { "batchSize": 8 } } }""");
        string[] given = [.. arguments.Select(word => word.Replace("{run}", run, StringComparison.Ordinal)
            .Replace("{study}", _folder["study.json"], StringComparison.Ordinal))];
        CommandRun.Of(given).RefusesInWords($": {Closed} is read-only, or not yours to write. Choose another place");
    }

    [Theory]
    [InlineData("there is no folder ", "genotype", "DARTS_V2", "--svg", "{folder}/nowhere/cell.svg")]
    [InlineData("there is no folder ", "genotype", "DARTS_V2", "--dot", "{folder}/no/where/cell.dot")]
    [InlineData("is a file, no folder", "genotype", "DARTS_V2", "--svg", "{folder}/file/cell.svg")]
    [InlineData("is a file, no folder", "search", "--set", "data.images=32", "--batch", "8", "--out", "{folder}/file/found")]
    [InlineData("is a file, no folder", "reproduce", "fig1", "--out", "{folder}/file/deep/fig1")]
    public void Command_ThatIsToWriteIntoNoFolder_IsRefused(string reason, params string[] arguments)
    {
        File.WriteAllText(_folder["file"], "");
        var run = CommandRun.Of([.. arguments.Select(word => word.Replace("{folder}", _folder.Path, StringComparison.Ordinal))]);
        run.IsRefused(_folder.Path, reason);
        Assert.DoesNotContain(".partial", run.Error, StringComparison.Ordinal);
    }
}
