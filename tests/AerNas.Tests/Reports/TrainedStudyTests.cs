using System.Text.Json.Nodes;
using AerNas.Reports.Studies;
using AerNas.Runs;
using AerNas.Studies;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Reports;

/// <summary>Results of studies that train what they find.</summary>
public sealed class TrainedStudyTests
{
    private static readonly double[] Plain = [0.60, 0.64];
    private static readonly double[] Regularized = [0.70, 0.66];

    [Fact]
    public void Results_WithoutATable_JudgeByTheTrainings()
    {
        using var folder = new TemporaryFolder();
        var results = StudyResults.Read(Write(folder));

        Assert.Equal(
            ["trained-test", "parameters", "multiply-adds", "latency", "supernet"], results.Measures.Select(measure => measure.Key));
        Assert.Equal(62, results.Groups[0].Summary(StudyMeasure.Trained)!.Mean, 1e-9);
        Assert.Equal(32, results.Groups[1].Summary(StudyMeasure.Error)!.Mean, 1e-9);
        Assert.Equal(1.25, results.Groups[0].Summary(StudyMeasure.Parameters)!.Mean, 1e-9);
        Assert.Equal([6.0, 18.0], results.Tests.Where(test => test.Measure == StudyMeasure.Trained && test.Setting == "darts-v1, -0.2:0.2")
            .Select(test => Math.Round(test.T.Differences.Mean, 9)));
        Assert.All(results.Groups.Single(group => group.Setting == "random").Runs,
            run => Assert.Equal(SmallRuns.LastCell, run.Genotype!.ToString()));
        Assert.True(results.IsComplete);
    }

    [Fact]
    public void Results_WithATable_AskItFirst()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();

        var measures = StudyResults.Read(Write(folder, tabular: folder["accuracies.tabular"])).Measures
            .Select(measure => measure.Key).ToArray();

        Assert.Equal("cifar10-test", measures[0]);
        Assert.Equal(["trained-test", "parameters", "multiply-adds", "latency", "supernet"], measures[^5..]);
    }

    [Fact]
    public void Report_TellsTrainedAccuraciesAndWhatIsNotTrainedYet()
    {
        using var folder = new TemporaryFolder();
        var study = StudyDirectory.Open(Write(folder));
        var runs = StudyRecord.Load(study).Runs;
        File.Delete(Path.Combine(study.TrainingPath(runs[1]), "result.json"));
        Directory.Delete(study.TrainingPath(runs[2]), recursive: true);

        var results = StudyResults.Read(study.Path);
        var text = new StudyReport(results).Markdown("a study");

        foreach (var part in new[] { "Not all runs have ended", "trained, test accuracy", "parameters (M)", "60.00", "1.250", "trained 2 "
            + "of 4 epochs", "training not begun", "1 of 2" })
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("test error", text, StringComparison.Ordinal); // it says what the accuracy says
    }

    [Fact]
    public void Json_HasErrorAndTrainingOfEveryRun()
    {
        using var folder = new TemporaryFolder();
        var run = StudyJson.Of(StudyResults.Read(Write(folder)))["settings"]![0]!["runs"]![0]!;

        Assert.Equal(40, run["measures"]!["error"]!.GetValue<double>(), 1e-9);
        Assert.True(RunDirectory.HoldsDone(run["training"]!.GetValue<string>()));
    }

    [Fact]
    public void BesideThePaper_StandsTheErrorOfOurNetworks_AndWhyThereIsNoneOnlyWhereThereIsNone()
    {
        using var folder = new TemporaryFolder();
        var recipe = Recipe.All.Single(recipe => recipe.Name == "table2");
        var report = new RecipeReport(recipe, recipe.Small!, StudyResults.Read(Write(folder)));

        var lines = report.BesideThePaper().Split('\n');
        Assert.Matches(@"^\| DARTS-AER \(mean of 3\) +\| trained, test error +\| 2.66 ± 0.05 +\| 32.00 ± 2.83 +\| +\|$",
            lines.First(line => line.Contains("DARTS-AER (mean", StringComparison.Ordinal)));
        Assert.Matches(@"3.39 ± 0.14 +\| 1.250 ± 0.354 ", lines.Last(line => line.Contains("| DARTS-AER (mean", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("AmoebaNet-B", StringComparison.Ordinal)
            && line.Contains("none here: its cells put out their own inputs", StringComparison.Ordinal));

        var accuracy = Recipe.All.Single(recipe => recipe.Name == "fig6");
        Assert.DoesNotContain("none here", new RecipeReport(accuracy, accuracy.Paper!, StudyResults.Read(folder["study"])).BesideThePaper(),
            StringComparison.Ordinal);
        Assert.Null(new RecipeReport(accuracy, accuracy.Paper!, StudyResults.Read(folder["study"])).Json()[0]!["missing"]);
    }

    [Fact]
    public void Rankings_AreDrawnOfTrainedAccuracies()
    {
        FigureTests.SkipWithoutFonts();
        using var folder = new TemporaryFolder();

        var written = RecipeFigures.Save(RecipeFigure.Rankings, StudyResults.Read(Write(folder)), folder["figures"])
            .Select(Path.GetFileName);

        Assert.Equal(["entropy", "accuracy", "ranking-off-0", "ranking-aer-0"], written);
        Assert.Contains("trained, test accuracy", System.Net.WebUtility.HtmlDecode(File.ReadAllText(folder["figures/accuracy.svg"])),
            StringComparison.Ordinal);
    }

    /// <summary>Two settings of two seeds and two random architectures, all trained.</summary>
    private static string Write(TemporaryFolder folder, string? tabular = null)
    {
        var study = StudyDirectory.Create(folder["study"]);
        var runs = new List<StudyEntry>();
        foreach (var (name, setting, accuracies) in new[] { ("off", "darts-v1, off", Plain), ("aer", "darts-v1, -0.2:0.2", Regularized),
            ("random", StudyEntry.Random, [0.5, 0.5]) })
        {
            for (var seed = 0; seed < accuracies.Length; seed++)
            {
                var entry = new StudyEntry
                {
                    Folder = $"{name}-{seed}",
                    Setting = setting,
                    Method = "darts-v1",
                    Seed = seed,
                    Against = name == "aer" ? "darts-v1, off" : null,
                };
                runs.Add(entry);
                if (name != "random") WriteSearch(study.RunPath(entry), seed);
                WriteTraining(study.TrainingPath(entry), accuracies[seed], 1_000_000 + 500_000 * seed);
            }
        }

        new StudyRecord
        {
            Started = DateTimeOffset.UnixEpoch,
            Options = new JsonObject { ["training"] = new JsonObject() },
            Runs = runs,
            Tabular = tabular,
            Versions = new Dictionary<string, string>(),
            Machine = new Dictionary<string, string>(),
        }.Save(study);
        return study.Path;
    }

    private static void WriteSearch(string path, int seed)
    {
        SmallRuns.Search(path, epochs: 4, seed);
        File.WriteAllText(RunDirectory.Open(path).ResultFile,
            new JsonObject { ["genotype"] = SmallRuns.FirstCell, ["validationAccuracy"] = 0.4 + 0.1 * seed }.ToJsonString());
    }

    private static void WriteTraining(string path, double accuracy, long parameters)
    {
        SmallRuns.Training(path, epochs: 2);
        File.WriteAllText(RunDirectory.Open(path).ResultFile,
            new JsonObject { ["genotype"] = SmallRuns.LastCell, ["testAccuracy"] = accuracy, ["parameters"] = parameters }.ToJsonString());
    }
}
