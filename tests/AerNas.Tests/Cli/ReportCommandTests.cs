using AerNas.Tests.Reports;

namespace AerNas.Tests.Cli;

public sealed class ReportCommandTests
{
    [Fact]
    public void Report_OfARun_IsWrittenIntoItsFolder()
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["search"], epochs: 3);

        var run = CommandRun.Of("report", folder["search"], "--figures", folder["figures"], "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Path.Combine(folder["search"], "report.html")), StringComparison.Ordinal);
        Assert.Equal(
            ["lambda.png", "lambda.svg", "learning.png", "learning.svg", "mixture-normal.png", "mixture-normal.svg"],
            Directory.EnumerateFiles(folder["figures"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(3, run.Result["figures"]!.AsArray().Count);
    }

    [Fact]
    public void Report_OfNoRun_IsRefused()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("report", folder.Path).IsRefused("holds no run");
    }

    [Fact]
    public void Commands_OfARunWithoutEpochs_SayWhatTheyTake()
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 1);
        var record = Path.Combine(folder["run"], "run.json");
        File.WriteAllText(record, File.ReadAllText(record)
            .Replace("\"kind\": \"search\"", "\"kind\": \"sampling\"", StringComparison.Ordinal));

        CommandRun.Of("report", folder["run"]).IsRefused("metrics.jsonl", "evaluation");
        CommandRun.Of("compare", folder["run"], folder["run"]).IsRefused("a search without a supernet, which has no epochs");
        CommandRun.Of("verify", folder["run"]).IsRefused("a search without a supernet, which has no epochs");
    }

    [Fact]
    public void Report_IntoAFolderThatIsNotThere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["search"], epochs: 1);
        CommandRun.Of("report", folder["search"], "--out", folder["nowhere/page.html"]).IsRefused("nowhere");
    }

    [Fact]
    public void Compare_OfTwoRuns_WritesPageAndFigure()
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["one"], epochs: 3, seed: 1);
        SmallRuns.Search(folder["two"], epochs: 4, seed: 2);

        var run = CommandRun.Of("compare", folder["one"], folder["two"], "--out", folder["page.html"], "--figures", folder["figures"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 runs compared", File.ReadAllText(folder["page.html"]), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["figures/entropy.svg"]));
    }

    [Fact]
    public void Compare_OfOneRun_IsRefused() => CommandRun.Of("compare", "run").IsRefused("at least two runs", "aernas report");
}
