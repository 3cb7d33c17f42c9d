using System.Text.Json.Nodes;
using AerNas.Tests.Searching;
using AerNas.Tests.Training;

namespace AerNas.Tests.Cli;

public sealed class EvaluateCommandTests : IDisposable
{
    private const string Convolutions = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    private const string Pools = "|avg_pool_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|none~1|nor_conv_1x1~2|";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_TwoGenotypes_TellsATableAndIsToldAgainByResumeAndReport()
    {
        var run = CommandRun.Of(["evaluate", "--genotypes", $"{Convolutions},{Pools}", "--scores", "2,1", "--seeds", "1", .. Small()]);

        Assert.Equal(0, run.ExitCode);
        var settings = run.Result["settings"]!.AsArray();
        Assert.Equal(["genotype 1", "genotype 2"], settings.Select(setting => (string)setting!["setting"]!));
        Assert.All(settings, setting => Assert.Equal(["latency", "multiply-adds", "parameters", "score", "trained-test"],
            setting!["measures"]!.AsObject().Select(measure => measure.Key).Order(StringComparer.Ordinal)));
        Assert.True(run.Result.ContainsKey("kendallTau"));
        Assert.Contains("Kendall's tau between", run.Error, StringComparison.Ordinal);

        var again = CommandRun.Of("evaluate", "--resume", _folder["evaluation"], "--json");
        Assert.Contains("2 runs, 2 of them done", again.Error, StringComparison.Ordinal);
        Assert.Equal(settings.ToJsonString(), again.Result["settings"]!.ToJsonString());
        Assert.Equal(0, CommandRun.Of("report", _folder["evaluation"]).ExitCode);
        Assert.Contains("genotype 2", File.ReadAllText(_folder["evaluation/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ASearch_TakesItsImagesAndItsScore()
    {
        var images = SmallSearch.WriteImages(_folder);
        Assert.Equal(0, CommandRun.Of("search", "--data", images, "--out", _folder["search"], "--epochs", "1", "--channels", "2", "--batch",
            "16").ExitCode);

        var run = CommandRun.Of("evaluate", "--genotypes", $"{_folder["search"]},{Convolutions}", "--seeds", "1", "--epochs", "1",
            "--channels", "2", "--cells", "1", "--batch", "16", "--out", _folder["evaluation"], "--json");

        Assert.Equal(0, run.ExitCode);
        var result = JsonNode.Parse(File.ReadAllText(_folder["search/result.json"]))!;
        Assert.Equal(100 * (double)result["validationAccuracy"]!,
            (double)run.Result["settings"]![0]!["measures"]!["score"]!["mean"]!, 1e-9);
        Assert.Null(run.Result["kendallTau"]);
        var training = (string)run.Result["settings"]![0]!["runs"]![0]!["training"]!;
        Assert.Equal(images, (string)JsonNode.Parse(File.ReadAllText(Path.Combine(training, "run.json")))!["options"]!["data"]!["path"]!);
    }

    [Fact]
    public void Evaluate_Interrupted_TellsHowToGoOn()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        var run = CommandRun.Of(stop.Token, ["evaluate", "--genotypes", Convolutions, .. Small()]);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains($"aernas evaluate --resume {_folder["evaluation"]}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void BadUse_IsRefusedAndNothingIsWritten()
    {
        Refused("name what to compare");
        Refused("are the same architecture; name it once", "--genotypes", $"DARTS_V2,PC-DARTS,DARTS_V2");
        Refused("no name of the zoo; nearest are", "--genotypes", "DARTS_V2,DARTS_V9");
        Refused("--seeds must be at least 1, is 0", "--genotypes", "DARTS_V2", "--seeds", "0");
        Refused("--scores has 1 number, and --genotypes names 2", "--genotypes", "DARTS_V1,DARTS_V2", "--scores", "1");
        Refused("'x' of --scores is no number", "--genotypes", "DARTS_V1", "--scores", "x");
        Refused("all are to be trained alike", "--genotypes", $"DARTS_V2,{Convolutions}");
        Refused("--layers means nothing", "--genotypes", Convolutions, "--layers", "3");
        Refused("training.epochs", "--genotypes", Convolutions, "--epochs", "0");
        Refused("training.batchSize: is 97", "--genotypes", Convolutions, "--batch", "97");
        Refused("leave out --genotypes", "--genotypes", Convolutions, "--resume", _folder["evaluation"]);
        Assert.False(Directory.Exists(_folder["evaluation"]));
    }

    private void Refused(string part, params string[] arguments) =>
        CommandRun.Of(["evaluate", .. arguments, .. arguments.Contains("--resume") ? [] : Small(arguments)]).IsRefused(part);

    /// <summary>A training of seconds, on noise; without what is given already.</summary>
    private IEnumerable<string> Small(params string[] given)
    {
        (string Name, string Value)[] small =
        [
            ("--data", SmallTraining.OnNoise(_folder, SmallTraining.NasBench201).Data.Path!), ("--epochs", "1"), ("--channels", "2"),
            ("--cells", "1"), ("--batch", "32"), ("--threads", "1"), ("--out", _folder["evaluation"]),
        ];
        return small.Where(option => !given.Contains(option.Name)).SelectMany(option => (string[])[option.Name, option.Value])
            .Append("--json");
    }
}
