using AerNas.Searching;
using AerNas.Tests.Searching;
using AerNas.Tests.Training;
using AerNas.Training;

namespace AerNas.Tests.Cli;

public sealed class VerifyCommandTests
{
    [Theory]
    [InlineData("--steps", "2", "The first 2 steps: all numbers agree to the last bit.")]
    [InlineData("--epochs", "1", "The first epoch: all numbers agree to the last bit.")]
    public void Search_RepeatedAsItWas_Agrees(string option, string count, string verdict)
    {
        using var folder = new TemporaryFolder();
        Search(folder);

        var run = CommandRun.Of("verify", folder["run"], option, count);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(verdict, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("receipt:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_RepeatedAsItWas_Agrees()
    {
        using var folder = new TemporaryFolder();
        using (var training = TrainRun.Start(SmallTraining.OnNoise(folder, SmallTraining.NasBench201), folder["run"], TimeProvider.System))
            training.Run(cancellation: TestContext.Current.CancellationToken);

        var run = CommandRun.Of("verify", folder["run"], "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Result["agrees"]!.GetValue<bool>());
        Assert.Equal(0, run.Result["differences"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("\"seed\": 3", "\"seed\": 4", 3, "numbers do not agree")]
    [InlineData("\"aernas\": \"", "\"aernas\": \"0.0-", 0, "receipt: aernas was 0.0-")]
    [InlineData("\"datasetHash\": \"", "\"datasetHash\": \"0", 3, "the images are not those of the run")]
    public void Record_ThatWasChanged_IsTold(string before, string after, int exitCode, string message)
    {
        using var folder = new TemporaryFolder();
        Search(folder);
        var record = Path.Combine(folder["run"], "run.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace(before, after, StringComparison.Ordinal));

        var run = CommandRun.Of("verify", folder["run"]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0000001", 0, "within rounding")]
    [InlineData("1.1", 3, "step 2: trainLoss was")]
    public void Number_ThatWasChanged_IsRoundingOrADifference(string factor, int exitCode, string message)
    {
        using var folder = new TemporaryFolder();
        Search(folder);
        var file = Path.Combine(folder["run"], "steps.jsonl");
        var rows = File.ReadAllLines(file).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject()).ToArray();
        rows[1]["trainLoss"] = rows[1]["trainLoss"]!
            .GetValue<double>() * double.Parse(factor, System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllLines(file, rows.Select(row => row.ToJsonString()));

        var run = CommandRun.Of("verify", folder["run"]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
    }

    /// <summary>A run of a version that recorded neither steps nor machine.</summary>
    [Fact]
    public void Run_WithoutSteps_HasItsFirstEpochRepeated()
    {
        using var folder = new TemporaryFolder();
        Search(folder);
        File.Delete(Path.Combine(folder["run"], "steps.jsonl"));

        var run = CommandRun.Of("verify", folder["run"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("The first epoch: all numbers agree", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThatRecordedNothing_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using (SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1"), folder["run"], TimeProvider.System)) { }
        CommandRun.Of("verify", folder["run"]).IsRefused("nothing to compare", "--resume");
    }

    [Fact]
    public void StepsAndEpochs_Together_AreRefused() =>
        CommandRun.Of("verify", "run", "--steps", "1", "--epochs", "1").IsRefused("exclude each other");

    private static void Search(TemporaryFolder folder)
    {
        using var search = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1"), folder["run"], TimeProvider.System);
        search.Run(cancellation: TestContext.Current.CancellationToken);
    }
}
