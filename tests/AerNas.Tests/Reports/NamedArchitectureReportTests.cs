using System.Text.Json.Nodes;
using AerNas.Reports.Studies;
using AerNas.Runs;
using AerNas.Studies;

namespace AerNas.Tests.Reports;

/// <summary>Results of studies that train architectures which are named.</summary>
public sealed class NamedArchitectureReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ranking_OfThreeScores_IsKendallsTauAgainstMeanAccuracies()
    {
        var results = Results(("a", 3, [0.9, 0.8]), ("b", 2, [0.7, 0.9]), ("c", 1, [0.82, 0.82]), ("d", null, [0.1, 0.1]));

        Assert.Equal(["trained-test", "parameters", "multiply-adds", "latency", "score"], results.Measures.Select(measure => measure.Key));
        Assert.Equal(1 / 3.0, results.Ranking!.Tau, 1e-12); // 85, 80, 82: of three pairs b and c stand the wrong way round
        Assert.Equal(1 / 3.0, StudyJson.Of(results)["kendallTau"]!.GetValue<double>(), 1e-12);
        Assert.Equal(["b", "c", "d"], results.Tests.Select(test => test.Setting));
        Assert.All(results.Tests, test => Assert.Equal(("a", "trained-test"), (test.Against, test.Measure.Key)));
        Assert.Equal(2.5, results.Groups[0].Summary(StudyMeasure.Latency)!.Mean, 1e-9);
        Assert.Equal(12, results.Groups[0].Summary(StudyMeasure.MultiplyAdds)!.Mean, 1e-9);
    }

    [Fact]
    public void Ranking_OfFewerThanTwoScores_IsADash()
    {
        var results = Results(("a", 3, [0.9]), ("b", null, [0.7]));

        Assert.Null(results.Ranking);
        Assert.Contains("test accuracies: – (fewer than two", new StudyReport(results).Ranking(), StringComparison.Ordinal);
        Assert.True(StudyJson.Of(results).ContainsKey("kendallTau"));
        Assert.Null(StudyJson.Of(results)["kendallTau"]);
    }

    [Fact]
    public void Page_HoldsTableRankingAndNamesAsText()
    {
        var page = StudyPage.Html(Results(("<b>a", 1, [0.9]), ("b", 2, [0.7])));

        foreach (var part in new[] { "<h2>Architectures</h2>", "latency (ms)", "&lt;b&gt;a", "test accuracies: -1.000", "90.00" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>a", page, StringComparison.Ordinal);
    }

    private StudyResults Results(params (string Name, double? Score, double[] Accuracies)[] architectures)
    {
        using var study = StudyDirectory.Create(_folder["study"]);
        var runs = architectures.SelectMany((one, i) => one.Accuracies.Select((_, seed) => new StudyEntry
        {
            Folder = $"{i}-{seed}",
            Setting = one.Name,
            Method = null,
            Seed = seed,
            Against = i == 0 ? null : architectures[0].Name,
            Score = one.Score,
        })).ToArray();
        foreach (var run in runs)
            WriteTraining(study.TrainingPath(run), architectures.Single(one => one.Name == run.Setting).Accuracies[run.Seed]);
        new StudyRecord
        {
            Started = DateTimeOffset.UnixEpoch,
            Options = new JsonObject { ["training"] = new JsonObject() },
            Runs = runs,
            Versions = new Dictionary<string, string>(),
            Machine = new Dictionary<string, string>(),
        }.Save(study);
        StudyLatency.Save(study, architectures.ToDictionary(one => one.Name, _ => TimeSpan.FromMilliseconds(2.5)));
        return StudyResults.Read(study.Path);
    }

    private static void WriteTraining(string path, double accuracy)
    {
        SmallRuns.Training(path, epochs: 2);
        RunDirectory.Open(path).Finish(new JsonObject
        {
            ["genotype"] = SmallRuns.LastCell,
            ["testAccuracy"] = accuracy,
            ["parameters"] = 1_000_000,
            ["multiplyAdds"] = 12_000_000L,
        });
    }
}
