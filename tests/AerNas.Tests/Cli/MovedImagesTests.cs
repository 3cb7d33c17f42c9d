using AerNas.Searching;
using AerNas.Tests.Data.Sources;
using AerNas.Training;

namespace AerNas.Tests.Cli;

/// <summary>Runs that go on where their images have moved, and how long they took in all.</summary>
public sealed class MovedImagesTests : IDisposable
{
    private const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|";

    private static readonly string[] Tiny = ["--epochs", "2", "--channels", "2", "--cells", "1", "--batch", "8", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Search_ResumedWithTheImagesWhereTheyLieNow_GoesOnAndRecordsIt()
    {
        Interrupted("search");
        Directory.Move(_folder["a"], _folder["b"]);
        CommandRun.Of("search", "--resume", _folder["run"]).IsRefused(_folder["a"], "no such file or folder");
        Assert.Equal(0, CommandRun.Of("search", "--resume", _folder["run"], "--data", _folder["b"]).ExitCode);
        Assert.Equal(_folder["b"], SearchRun.OptionsOf(_folder["run"]).Data.Path);
        Assert.Equal(0, CommandRun.Of(["train", _folder["run"], "--out", _folder["trained"], .. Tiny]).ExitCode);
    }

    [Fact]
    public void Training_ResumedWithTheImagesWhereTheyLieNow_GoesOnAndRecordsIt()
    {
        Interrupted("train", "--genotype", Cell);
        File.WriteAllBytes(_folder["b.zip"], DatasetFixtures.Zip(DatasetFixtures.Pictures(withTest: true)));
        Directory.Delete(_folder["a"], recursive: true);
        Assert.Equal(0, CommandRun.Of("train", "--resume", _folder["run"], "--data", _folder["b.zip"]).ExitCode);
        Assert.Equal(_folder["b.zip"], TrainRun.OptionsOf(_folder["run"]).Data.Path);
        Assert.Equal(0, CommandRun.Of("test", _folder["run"]).ExitCode);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("train", "--genotype", Cell)]
    public void Run_ResumedWithOtherImages_IsRefusedAndKeepsItsRecord(params string[] command)
    {
        Interrupted(command);
        var record = File.ReadAllText(Path.Combine(_folder["run"], "run.json"));
        Write("other", DatasetFixtures.Pictures(withTest: true, perClass: 11));
        CommandRun.Of(command[0], "--resume", _folder["run"], "--data", _folder["other"])
            .IsRefused(_folder["other"], "are not those the run");
        CommandRun.Of(command[0], "--resume", _folder["run"], "--data", _folder["nowhere"])
            .IsRefused(_folder["nowhere"], "no such file or folder");
        CommandRun.Of(command[0], "--resume", _folder["run"], "--data", _folder["a"], "--epochs", "3", "--seed", "4").IsRefused("--seed");
        Assert.Equal(record, File.ReadAllText(Path.Combine(_folder["run"], "run.json")));
        Assert.Equal(0, CommandRun.Of(command[0], "--resume", _folder["run"], "--data", _folder["a"]).ExitCode);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("train", "--genotype", Cell)]
    public void Seconds_AfterAResume_CountWhatWasDoneBefore(params string[] command)
    {
        const double Before = 5000;
        Interrupted(command);
        var elapsed = Path.Combine(_folder["run"], "elapsed.json");
        Assert.InRange(Seconds(File.ReadAllText(elapsed)), 1e-6, Before);
        File.WriteAllText(elapsed, File.ReadAllText(elapsed)
            .Replace($"{Text(File.ReadAllText(elapsed))}", $"{Before}", StringComparison.Ordinal));
        var result = CommandRun.Of(command[0], "--resume", _folder["run"], "--json").Result;
        Assert.InRange(result["seconds"]!.GetValue<double>(), Before, 2 * Before);
        var rows = File.ReadAllLines(Path.Combine(_folder["run"], "metrics.jsonl")).Select(Seconds).ToList();
        Assert.All(rows, seconds => Assert.InRange(seconds, Before, 2 * Before));
        Assert.Equal(rows.Order(), rows);

        static double Seconds(string row) => System.Text.Json.Nodes.JsonNode.Parse(row)!["seconds"]!.GetValue<double>();
        static string Text(string row) => System.Text.Json.Nodes.JsonNode.Parse(row)!["seconds"]!.ToJsonString();
    }

    [Theory]
    [InlineData("""{ "epoch": 0, "step": 99, "seconds": 7000 }""")]
    [InlineData("""{ "epoch": 1, "step": 1, "seconds": 7000 }""")]
    [InlineData("""{ "epoch": 0, "step": 1, "seconds": -7000 }""")]
    [InlineData("""{ "epoch": 0, "step": 1, "seconds": 1e999 }""")]
    [InlineData("""{ "epoch": 0, "step": 1 }""")]
    [InlineData("no JSON")]
    public void Seconds_ThatAreOfAnotherPositionOrDamaged_AreNotCounted(string content)
    {
        Interrupted("search");
        File.WriteAllText(Path.Combine(_folder["run"], "elapsed.json"), content);
        var result = CommandRun.Of("search", "--resume", _folder["run"], "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.InRange(result.Result["seconds"]!.GetValue<double>(), 0, 6999);
    }

    private void Interrupted(params string[] command)
    {
        Write("a", DatasetFixtures.Pictures(withTest: true));
        var stopped = CommandRun.Of(new CancellationToken(canceled: true),
            [.. command, "--data", _folder["a"], "--out", _folder["run"], .. Tiny]);
        Assert.Equal(130, stopped.ExitCode);
    }

    private void Write(string folder, Dictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files) _folder.Write($"{folder}/{name}", bytes);
    }
}
