using System.Xml.Linq;
using AerNas.Studies;
using AerNas.Tests.Studies;

namespace AerNas.Tests.Cli;

public sealed class ReproduceCommandTests
{
    [Fact]
    public void Fig1_IsDrawnWithoutASearch()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("reproduce", "fig1", "--out", folder["fig1"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("svg", XDocument.Load(folder["fig1/lambda.svg"]).Root!.Name.LocalName);
        Assert.True(File.Exists(folder["fig1/lambda.png"]));
    }

    [Fact]
    public void Estimate_TellsTheTimeAndBeginsNothing()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("reproduce", "fig6", "--out", folder["fig6"], "--estimate", "--json");
        Assert.Equal(0, run.ExitCode);
        var perRun = run.Result["secondsARun"]!.AsObject();
        Assert.Equal(6, perRun.Count);
        // only the regularizer differs
        Assert.InRange(Assert.Single(perRun.Select(setting => setting.Value!.GetValue<double>()).Distinct()), 1, 3600);
        Assert.InRange(run.Result["seconds"]!.GetValue<double>(),
            perRun.Sum(setting => setting.Value!.GetValue<double>()) * 3 / Environment.ProcessorCount / 1.001, double.MaxValue);
        Assert.False(Directory.Exists(folder["fig6"]));
    }

    [Fact]
    public void Estimate_OfAFormula_TellsThatNothingIsSearched()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("reproduce", "fig1", "--out", folder["fig1"], "--estimate", "--json");
        Assert.Equal((0, 0.0), (run.ExitCode, run.Result["seconds"]!.GetValue<double>()));
        Assert.Contains("fig1 is a formula: nothing is searched", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["fig1"]));
    }

    [Fact]
    public void StudyOfARecipe_TakenUpAgain_StandsBesideThePaper()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Options(folder) with { Methods = ["darts-v1", "darts-v2"] };
        StudyRun.Start(options, folder["table1"], TimeProvider.System, "table1");

        var run = CommandRun.Of("study", "--resume", folder["table1"], "--threads", "1", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Beside the paper", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("report", folder["table1"]).ExitCode);
        Assert.Contains("searched on CIFAR-100, which this study was not given", File.ReadAllText(folder["table1/report.html"]),
            StringComparison.Ordinal);
        var row = run.Result["paper"]!.AsArray().First(row => row!["row"]!.GetValue<string>() == "DARTS-V1-AER, searched on CIFAR-10")!;
        Assert.Equal((76.68, null), (row["paperMean"]!.GetValue<double>(), (string?)row["mean"])); // without a table
        var report = File.ReadAllText(folder["table1/report.md"]);
        foreach (var part in new[] { "# table1: NAS-Bench-201", "## Beside the paper", "54.30 ± 0.00", "searched on CIFAR-100, which "
            + "this study was not given" })
            Assert.Contains(part, report, StringComparison.Ordinal);
    }

    [Fact]
    public void StudyOfARecipeThatTrains_StandsBesideThePapersErrors()
    {
        using var folder = new TemporaryFolder();
        StudyRun.Start(SmallStudy.Training(folder), folder["table2"], TimeProvider.System, "table2");

        var run = CommandRun.Of("study", "--resume", folder["table2"], "--threads", "1", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("found: darts-v1, off, seed 3", run.Error, StringComparison.Ordinal);
        var accuracy = run.Result["settings"]![1]!["measures"]!["trained-test"]!["mean"]!.GetValue<double>();
        var row = run.Result["paper"]!.AsArray().First(row => row!["row"]!.GetValue<string>() == "DARTS-AER (mean of 3)")!;
        Assert.Equal(100 - accuracy, row["mean"]!.GetValue<double>(), 1e-9);
        Assert.Contains("| trained, test error | 2.66 ± 0.05", File.ReadAllText(folder["table2/report.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownExperiment_IsRefusedWithWhatThereIs()
    {
        CommandRun.Of("reproduce", "table9").IsRefused("'table9' is none of fig1,", "table1");
        CommandRun.Of("reproduce", "table1", "--scale", "huge").IsRefused("'huge' is none of small, paper.");
        CommandRun.Of("reproduce", "table1", "--data", "nowhere/at/all").IsRefused("no such file or folder");
    }
}
