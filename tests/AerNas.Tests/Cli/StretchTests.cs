using System.Text.Json.Nodes;

namespace AerNas.Tests.Cli;

/// <summary><c>--resume RUN --epochs N</c>: a finished run goes on.</summary>
public sealed class StretchTests
{
    private static readonly string[] Small =
        ["--channels", "2", "--cells", "1", "--batch", "16", "--threads", "1", "--set", "data.images=64", "--json"];

    [Fact]
    public void FinishedSearch_GoesOn_ByTheScheduleOfAllItsEpochs()
    {
        using var folder = new TemporaryFolder();
        string[] schedules = ["--method", "darts-v1", "--entropy", "-0.2:0.2", "--set", "weights.learningRate=0.025", "--set",
            "weights.minimumLearningRate=0.001"];
        Assert.Equal(0, CommandRun.Of(["search", .. Small, .. schedules, "--epochs", "2", "--out", folder["run"]]).ExitCode);
        var before = File.ReadAllLines(folder["run/metrics.jsonl"]);

        var longer = CommandRun.Of("search", "--resume", folder["run"], "--epochs", "5", "--json");
        Assert.Equal(0, longer.ExitCode);
        Assert.Contains("from epoch 3 on the search follows the schedules of 5 epochs", longer.Error, StringComparison.Ordinal);
        Assert.Contains("lambda, which had come to 0, goes on from -0.0618 along its cosine", longer.Error, StringComparison.Ordinal);
        var rows = Rows(folder["run"]);
        Assert.Equal(5, rows.Count);
        Assert.Equal(before, File.ReadAllLines(folder["run/metrics.jsonl"])[..2]);
        Assert.Equal([-0.2, 0, -0.0618, 0.0618, 0.1618], rows.Select(row => (double)row["lambda"]!), (a, b) => Math.Abs(a - b) < 1e-4);
        var rate = 0.001 + 0.024 * (1 + Math.Cos(Math.PI * 2 / 5)) / 2;
        Assert.Equal(rate, (double)rows[2]["learningRate"]!, 1e-12);
        var record = JsonNode.Parse(File.ReadAllText(folder["run/run.json"]))!;
        Assert.Equal(2, (int)record["options"]!["search"]!["epochs"]!);
        Assert.Equal("""[{"after":2,"epochs":5}]""", record["stretches"]!.ToJsonString());

        Assert.Equal(0, CommandRun.Of("verify", folder["run"], "--epochs", "5").ExitCode);
        Assert.Equal(0, CommandRun.Of("report", folder["run"]).ExitCode);
        Assert.Contains("after 2 epochs, to 5 in all", File.ReadAllText(folder["run/report.html"]), StringComparison.Ordinal);
        CommandRun.Of("search", "--resume", folder["run"], "--epochs", "5")
            .IsRefused("--epochs: must be more than the 5 that the run has done, is 5.");
        CommandRun.Of("search", "--resume", folder["run"], "--epochs", "6", "--batch", "8").IsRefused("leave out", "--batch");
        CommandRun.Of("search", "--resume", folder["run"], "--epochs", "6", "--checkpoint", "x")
            .IsRefused("--checkpoint and --epochs exclude each other");
    }

    [Fact]
    public void StretchThatIsStopped_GoesOn_AndEndsAsAnUnbrokenOne()
    {
        using var folder = new TemporaryFolder();
        foreach (var run in new[] { "whole", "broken" })
            Assert.Equal(0, CommandRun.Of(["search", .. Small, "--epochs", "1", "--out", folder[run]]).ExitCode);
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["whole"], "--epochs", "3", "--json").ExitCode);

        Assert.Equal(130,
            CommandRun.Of(new CancellationToken(canceled: true), "search", "--resume", folder["broken"], "--epochs", "3").ExitCode);
        Assert.False(File.Exists(folder["broken/result.json"]));
        CommandRun.Of("search", "--resume", folder["broken"], "--epochs", "4")
            .IsRefused("goes with a run that is finished, after 3 epochs; this one has done 1");
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["broken"], "--json").ExitCode);
        Assert.Equal(File.ReadAllText(folder["whole/result.json"]), File.ReadAllText(folder["broken/result.json"]));
    }

    [Fact]
    public void FinishedTraining_GoesOn()
    {
        using var folder = new TemporaryFolder();
        const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|nor_conv_3x3~2|";
        Assert.Equal(0, CommandRun.Of(["train", "--genotype", Cell, .. Small, "--epochs", "1", "--out", folder["run"]]).ExitCode);
        CommandRun.Of("train", "--resume", folder["run"], "--epochs", "1")
            .IsRefused("must be more than the 1 that the run has done, is 1.");

        var longer = CommandRun.Of("train", "--resume", folder["run"], "--epochs", "3", "--json");
        Assert.Equal(0, longer.ExitCode);
        Assert.Contains("from epoch 2 on the training follows the schedules of 3 epochs", longer.Error, StringComparison.Ordinal);
        Assert.Equal(3, Rows(folder["run"]).Count);
        Assert.Equal(0, CommandRun.Of("verify", folder["run"]).ExitCode);
    }

    [Theory]
    [InlineData("p-darts", "darts", "searches in stages")]
    [InlineData("pc-darts", "nasbench201", "alpha would rest in the first 12 (alpha.warmUp)")]
    public void Schedule_ThatCannotGoOn_IsRefused(string method, string space, string reason)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0,
            CommandRun.Of(["search", "--method", method, "--space", space, "--epochs", "1", "--set", "data.images=32", "--batch", "16",
            "--channels", "4", "--threads", "1", "--out", folder["found"], .. Stages(method)]).ExitCode);
        CommandRun.Of("search", "--resume", folder["found"], "--epochs", "40").IsRefused(reason);
    }

    /// <summary>Where a stop rule has ended a search, in the last epoch or before, what is told can be done.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void SearchThatAStopRuleEnded_TellsHowToSearchOn(int epochs)
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of(["search", .. Small, "--epochs", $"{epochs}", "--set", "alpha.learningRate=1e-9", "--set",
            "stop.criterion=ranking", "--set", "stop.from=0",
            "--set", "stop.stableEpochs=1", "--out", folder["run"]]);
        Assert.Contains("The stop rule ended the search. The ranking of the operations with parameters has not changed for 1 epoch.",
            run.Error, StringComparison.Ordinal);
        var result = File.ReadAllText(folder["run/result.json"]);
        var refused = CommandRun.Of("search", "--resume", folder["run"], "--epochs", "6");
        refused.IsRefused("--epochs: the stop rule ended this search (The ranking",
            $"--config {folder["run/run.json"]} --set stop=null --epochs N");
        Assert.DoesNotContain("Finish it", refused.Error, StringComparison.Ordinal);
        Assert.Equal(result, File.ReadAllText(folder["run/result.json"]));
        Assert.Equal(0, CommandRun.Of("search", "--config", folder["run/run.json"], "--set", "stop=null", "--epochs", "3", "--out",
            folder["on"], "--json").ExitCode);
        Assert.Equal(3, Rows(folder["on"]).Count);
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["run"], "--json").ExitCode);
        Assert.Equal(result, File.ReadAllText(folder["run/result.json"]));
    }

    [Fact]
    public void SearchWithAStopRuleThatDidNotEndIt_GoesOn()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0,
            CommandRun.Of(["search", .. Small, "--epochs", "1", "--set", "stop.criterion=ranking", "--out", folder["run"]]).ExitCode);
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["run"], "--epochs", "2").ExitCode);
        Assert.Equal(2, Rows(folder["run"]).Count);
    }

    private static string[] Stages(string method) => method == "p-darts"
        ? ["--set", "p-darts.stages=[{\"epochs\":1,\"operations\":8}]", "--set", "supernet.layers=3"]
        : [];

    private static List<JsonObject> Rows(string run) =>
        [.. File.ReadAllLines(Path.Combine(run, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())];
}
