using System.Text.Json.Nodes;
using AerNas.Reports.Studies;
using AerNas.Runs;
using AerNas.Studies;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Reports;

public sealed class StudyResultsTests
{
    private const string AllSkips = "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|";

    [Fact]
    public void Results_AreMeansAndTestsOfWhatTheTableSaysOfTheFoundCells()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        string[] plain = [AllSkips, SmallRuns.FirstCell, AllSkips];
        string[] regularized = [SmallRuns.LastCell, SmallRuns.FirstCell, SmallRuns.LastCell];
        var results = StudyResults.Read(Write(folder, plain, regularized));

        var cifar = results.Measures[0];
        var accuracies = PublishedCsv.Accuracies(cifar.Series!.Value);
        double Of(string cell) => accuracies[PublishedCsv.Cells.ToList().IndexOf(cell)];
        Assert.Equal("cifar10-test", cifar.Key);
        Assert.Equal(["a, off", "a, -0.2:0.2"], results.Groups.Select(group => group.Setting));
        var off = results.Groups[0].Summary(cifar)!;
        Assert.Equal(plain.Average(Of), off.Mean, 1e-9);
        Assert.Equal(54.30, off.Range.Low, 0.005);

        var test = results.Tests.Single(test => test.Measure == cifar);
        double[] differences = [.. plain.Zip(regularized, (first, second) => Of(second) - Of(first))];
        Assert.Equal(differences.Average(), test.T.Differences.Mean, 1e-9);
        var deviation = Math.Sqrt(differences.Sum(d => Math.Pow(d - differences.Average(), 2)) / 2);
        Assert.Equal(differences.Average() / deviation, test.T.CohensD, 1e-9);
        Assert.Equal(0.5, test.Wilcoxon.PValue, 1e-12); // two differences of one sign: 2 / 2^2
        Assert.Equal(("a, -0.2:0.2", "a, off"), (test.Setting, test.Against));
    }

    [Fact]
    public void Course_IsTheAccuracyOfEachEpochsCell()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var results = StudyResults.Read(Write(folder, [AllSkips], [AllSkips]));

        var accuracies = PublishedCsv.Accuracies(results.Measures[0].Series!.Value);
        double[] expected = [.. new[] { SmallRuns.FirstCell, SmallRuns.LastCell }
            .Select(cell => accuracies[PublishedCsv.Cells.ToList().IndexOf(cell)])];
        Assert.Equal([expected[0], expected[0], expected[1], expected[1]], results.AccuracyByEpoch["a, off"][0],
            (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Report_OfAStudyThatIsNotDone_SaysHowFarItHasCome()
    {
        using var folder = new TemporaryFolder();
        var study = StudyDirectory.Open(Write(folder, [AllSkips, AllSkips], [AllSkips, AllSkips], tabular: folder["gone.tabular"]));
        var runs = StudyRecord.Load(study).Runs;
        File.Delete(Path.Combine(study.RunPath(runs[1]), "result.json"));
        Directory.Delete(study.RunPath(runs[2]), recursive: true);
        var report = new StudyReport(StudyResults.Read(study.Path));

        var text = report.Markdown("a study");

        foreach (var part in new[] { "# a study", "Not all runs have ended", "1 of 2", "4 of 4 epochs", "not begun", "gone.tabular "
            + "is not there", "67.00", "0.1.0" })
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Null(StudyFigures.Course(StudyResults.Read(study.Path)));
    }

    [Fact]
    public void Json_HasEverySeedAndEveryTest()
    {
        using var folder = new TemporaryFolder();
        var json = StudyJson.Of(StudyResults.Read(Write(folder, [AllSkips, AllSkips], [AllSkips, AllSkips])));

        Assert.Equal([0, 1], json["settings"]![0]!["runs"]!.AsArray().Select(run => run!["seed"]!.GetValue<int>()));
        var test = json["tests"]!.AsArray().Single(test => test!["measure"]!.GetValue<string>() == "supernet")!;
        Assert.Equal((2, 2.0), (test["pairs"]!.GetValue<int>(), Math.Round(test["meanDifference"]!.GetValue<double>(), 9)));
        // of clocks that show 10, 20, then after a stop 15, 40 seconds
        Assert.Equal(60, json["settings"]![0]!["secondsMean"]!.GetValue<double>(), 1e-9);
    }

    [Fact]
    public void Figures_NameTheSettings()
    {
        FigureTests.SkipWithoutFonts();
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var results = StudyResults.Read(Write(folder, [AllSkips, SmallRuns.FirstCell], [SmallRuns.LastCell, SmallRuns.LastCell]));

        foreach (var (name, figure) in new[] { ("entropy", StudyFigures.Entropy(results)), ("accuracy", StudyFigures.Spread(results)),
            ("course", StudyFigures.Course(results)) })
            Assert.Contains("-0.2:0.2", System.Net.WebUtility.HtmlDecode(figure!.Svg()), StringComparison.Ordinal);
    }

    /// <summary>
    /// A study of one method with and without regularizer that ended with some cells; the table lies beside it where it was imported.
    /// </summary>
    private static string Write(TemporaryFolder folder, string[] plain, string[] regularized, string? tabular = null)
    {
        var study = StudyDirectory.Create(folder["study"]);
        var runs = new List<StudyEntry>();
        foreach (var (setting, schedule, cells) in new[] { ("off", "Off", plain), ("-0.2:0.2", "Cosine", regularized) })
        {
            for (var seed = 0; seed < cells.Length; seed++)
            {
                var entry = new StudyEntry
                {
                    Folder = $"{schedule}-{seed}",
                    Setting = $"a, {setting}",
                    Method = "a",
                    Entropy = setting,
                    Seed = seed,
                    Against = schedule == "Off" ? null : "a, off",
                };
                runs.Add(entry);
                Directory.CreateDirectory(Path.GetDirectoryName(study.RunPath(entry))!);
                SmallRuns.Search(study.RunPath(entry), epochs: 4, seed, schedule);
                Finish(RunDirectory.Open(study.RunPath(entry)), cells[seed], schedule == "Off" ? 0.67 : 0.69);
            }
        }

        new StudyRecord
        {
            Started = DateTimeOffset.UnixEpoch,
            Options = new JsonObject(),
            Runs = runs,
            Tabular = tabular ?? (File.Exists(folder["accuracies.tabular"]) ? folder["accuracies.tabular"] : null),
            Versions = new Dictionary<string, string> { ["aernas"] = "0.1.0" },
            Machine = new Dictionary<string, string>(),
        }.Save(study);
        return study.Path;
    }

    private static void Finish(RunDirectory run, string cell, double accuracy)
    {
        var rows = run.Metrics.Read();
        double[] clock = [10, 20, 15, 40];
        run.Metrics.TruncateFrom(0);
        foreach (var (row, seconds) in rows.Zip(clock))
        {
            row["seconds"] = seconds;
            run.Metrics.Append(row);
        }

        File.WriteAllText(run.ResultFile, new JsonObject { ["genotype"] = cell, ["validationAccuracy"] = accuracy }.ToJsonString());
    }
}
