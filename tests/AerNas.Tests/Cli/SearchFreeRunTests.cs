using System.Text.Json.Nodes;
using AerNas.Methods;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Cli;

/// <summary>
/// What can be done with the run of a search-free method: trained, shown, reported, searched again; and what only runs of epochs can.
/// </summary>
public sealed class SearchFreeRunTests(SearchFreeRunTests.Runs runs) : IClassFixture<SearchFreeRunTests.Runs>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. MethodCatalog.SearchFree.Select(method => method.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_IsShownAndTrained(string method)
    {
        var run = runs.Of(method);
        var found = (string)Read(run, "result.json")["genotype"]!;
        Assert.Equal(found, (string)CommandRun.Of("genotype", run, "--json").Result["genotype"]!);
        var train = CommandRun.Of("train", run, "--set", "data.images=32", "--epochs", "1", "--channels", "2", "--cells", "1", "--batch",
            "16", "--threads", "1", "--out", _folder["trained"]);
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.Equal(found, (string)Read(_folder["trained"], "run.json")["options"]!["genotype"]!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_IsReportedByArchitectures(string method)
    {
        Assert.Equal(0, CommandRun.Of("report", runs.Of(method), "--out", _folder["page.html"], "--figures", _folder["figures"]).ExitCode);
        var page = File.ReadAllText(_folder["page.html"]);
        foreach (var part in new[] { "finished after 12 architectures", "best so far", "at the architecture that the "
            + "slider shows", $"by {method}, without a supernet", "SHA-256 of the table" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("SHA-256 of the images", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">epoch<", page, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_folder["figures"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Search_ByWhatARunRecorded_FindsTheSame(string method)
    {
        Assert.Equal(0,
            CommandRun.Of("search", "--config", Path.Combine(runs.Of(method), "run.json"), "--out", _folder["again"], "--json").ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(runs.Of(method), "result.json")), File.ReadAllText(_folder["again/result.json"]));
    }

    /// <summary>One that was killed has judged what it has judged: the best of it is shown and trained, not what was judged last.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    public void Run_ThatIsNotFinished_StandsForTheBestSoFar(int judged)
    {
        Directory.CreateDirectory(_folder["killed"]);
        File.Copy(Path.Combine(runs.Of("random-search"), "run.json"), _folder["killed/run.json"]);
        var rows = File.ReadAllLines(Path.Combine(runs.Of("random-search"), "metrics.jsonl"))[..judged];
        File.WriteAllLines(_folder["killed/metrics.jsonl"], rows);
        var best = rows.Select(row => JsonNode.Parse(row)!).MaxBy(row => (double)row["validationAccuracy"]!)!;
        var run = CommandRun.Of("genotype", _folder["killed"], "--json");
        Assert.Equal((string)best["genotype"]!, (string)run.Result["genotype"]!);
        Assert.Contains($"the best of the {judged} architecture", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("report", _folder["killed"]).ExitCode);
        Assert.Contains($"not finished, {judged} ", File.ReadAllText(_folder["killed/report.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("which has no epochs", "verify", "{run}")]
    [InlineData("which has no epochs", "compare", "{run}", "{run}")]
    [InlineData("holds a search without a supernet, where a search with a supernet is asked for", "derive", "{run}")]
    [InlineData("leave out --epochs", "search", "--resume", "{run}", "--epochs", "40")]
    [InlineData("leave out --data", "search", "--resume", "{run}", "--data", "pictures")]
    [InlineData("leave out --out", "search", "--resume", "{run}", "--out", "elsewhere")]
    [InlineData("holds no model", "test", "{run}")]
    [InlineData("is of a search without a supernet", "search", "--config", "{run}/run.json", "--method", "gdas")]
    public void Run_AskedForWhatItIsNot_IsRefused(string answer, params string[] arguments) =>
        CommandRun.Of([.. arguments.Select(word => word.Replace("{run}", runs.Of("reinforce"), StringComparison.Ordinal))])
            .IsRefused(answer);

    private static JsonNode Read(string run, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(run, file)))!;

    /// <summary>A run of every search-free method on one table.</summary>
    public sealed class Runs : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public void Dispose() => _folder.Dispose();

        /// <summary>The folder of a method's run; the test skips where there is no table.</summary>
        public string Of(string method)
        {
            if (!File.Exists(_folder["accuracies.tabular"])) PublishedCsv.Import(_folder).Dispose();
            if (Directory.Exists(_folder[method])) return _folder[method];
            var run = CommandRun.Of("search", "--method", method, "--tabular", _folder["accuracies.tabular"], "--set",
                "search.evaluations=12", "--out", _folder[method], "--json");
            Assert.Equal(0, run.ExitCode);
            foreach (var command in new[] { "train", "report" })
                Assert.Contains($"aernas {command} {_folder[method]}", run.Error, StringComparison.Ordinal);
            return _folder[method];
        }
    }
}
