using System.Text.Json.Nodes;
using AerNas.Tests.Cli;
using AerNas.Texts;

namespace AerNas.Tests.Reports;

/// <summary>
/// Runs whose files are damaged, cut short, copied or of somebody else: each command says which file and where, and shows nothing raw.
/// </summary>
public sealed class DamagedRunTests
{
    private static readonly string[] Readers = ["report", "compare", "derive", "verify"];

    [Theory]
    [InlineData("metrics.jsonl", "metrics-0", "genotype", "report", "compare")]
    [InlineData("result.json", "result-0", "validationAccuracy", "report", "compare", "genotype", "derive")]
    public void File_OfTheCases_IsRefused(string file, string name, string part, params string[] commands)
    {
        Assert.SkipWhen(SharedFiles.Find("cases", "reliability", "run-files", name) is null, "The case is not here.");
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        File.WriteAllBytes(Path.Combine(folder["run"], file),
            File.ReadAllBytes(SharedFiles.Find("cases", "reliability", "run-files", name)!));

        foreach (var command in commands) IsRefused(Run(command, folder), file, part is "genotype" ? "damaged" : part);
    }

    [Fact]
    public void Metrics_OfTwoProcessesOnOneRun_AreRefused()
    {
        Assert.SkipWhen(SharedFiles.Find("cases", "reliability", "two-resumes", "metrics-after.jsonl") is null, "The case is not here.");
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        File.WriteAllBytes(Path.Combine(folder["run"], "metrics.jsonl"),
            File.ReadAllBytes(SharedFiles.Find("cases", "reliability", "two-resumes", "metrics-after.jsonl")!));

        foreach (var command in Readers) IsRefused(Run(command, folder), "metrics.jsonl, line 4", "epoch 2 stands behind epoch 2");
    }

    [Theory]
    [InlineData("{\"epoch\":0", "line 3", "not valid JSON")]
    [InlineData("[]", "line 3", "expected a JSON object")]
    [InlineData("null", "line 3", "expected a JSON object")]
    [InlineData("{\"epoch\":2,\"epoch\":3}", "line 3", "stands twice")]
    [InlineData("{\"epoch\":2,\"trainLoss\":NaN}", "line 3", "not valid JSON")]
    [InlineData("{\"epoch\":2,\"trainLoss\":1e999}", "line 3", "no number")]
    [InlineData("{\"epoch\":2,\"a\":\"\\ud800\"}", "line 3", "half a character")]
    [InlineData("{\"epoch\":null}", "line 3", "has no epoch")]
    [InlineData("{\"epoch\":\"2\"}", "line 3", "has no epoch")]
    [InlineData("{\"epoch\":1e-9}", "line 3", "has no epoch")]
    [InlineData("{\"epoch\":-1}", "line 3", "has no epoch")]
    [InlineData("{\"epoch\":99999999999}", "line 3", "has no epoch")]
    [InlineData("{\"step\":2}", "line 3", "has no epoch")]
    [InlineData("{\"epoch\":1}", "line 3", "epoch 1 stands behind epoch 1")]
    [InlineData("{\"epoch\":0}", "line 3", "epoch 0 stands behind epoch 1")]
    [InlineData("\u0000\u0000\u0000\u0000", "line 3", "not valid JSON")]
    public void Metrics_LineThatIsDamaged_IsToldByEveryReader(string line, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        File.AppendAllText(Path.Combine(folder["run"], "metrics.jsonl"), line + "\n{\"epoch\":7}\n");

        foreach (var command in Readers) IsRefused(Run(command, folder), ["metrics.jsonl", .. parts]);
    }

    [Fact]
    public void Metrics_CutAnywhere_AreReadOrRefusedInWords()
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        var file = Path.Combine(folder["run"], "metrics.jsonl");
        var whole = File.ReadAllBytes(file);
        var second = Array.IndexOf(whole, (byte)'\n') + 1;

        for (var length = 0; length <= whole.Length; length += 1 + (whole.Length / 60))
        {
            File.WriteAllBytes(file, whole[..length]);
            var run = Run("report", folder);
            if (length == 0 || length == second || length >= whole.Length - 1) Assert.Equal(0, run.ExitCode);
            else IsRefused(run, "metrics.jsonl", "is cut short", "--resume");
        }
    }

    [Theory]
    [InlineData("alpha", "5", "alpha of epoch 1")]
    [InlineData("alpha", "{\"Normal\":7}", "alpha.Normal of")]
    [InlineData("alpha", "{\"../../x\":{}}", "alpha.../../x of")]
    [InlineData("alpha", "{\"Normal\":{\"1<-0\":[]}}", "alpha.Normal.1<-0 of")]
    [InlineData("alpha", "{\"Normal\":{\"1-0\":{}}}", "alpha.Normal.1-0 of")]
    [InlineData("alpha", "{\"Normal\":{\"1<-99999\":{}}}", "alpha.Normal.1<-99999 of")]
    [InlineData("alpha", "{\"Normal\":{\"1<-0\":{\"none\":\"\\u001b[31m\"}}}", "alpha.Normal.1<-0.none of")]
    [InlineData("alpha", "{\"Normal\":{\"1<-0\":{\"none\":{}}}}", "alpha.Normal.1<-0.none of")]
    [InlineData("genotype", "\"|none~0|\\u001b]0;PWN\\u0007\"", "genotype of epoch 1")]
    [InlineData("genotype", "\"\"", "genotype of epoch 1")]
    public void Metrics_MemberOfAnotherKind_IsToldWithItsPath(string member, string json, string part)
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        var file = Path.Combine(folder["run"], "metrics.jsonl");
        var rows = File.ReadAllLines(file).Select(row => JsonNode.Parse(row)!.AsObject()).ToArray();
        rows[1][member] = JsonNode.Parse(json);
        File.WriteAllLines(file, rows.Select(row => row.ToJsonString()));

        foreach (var command in new[] { "report", "compare" }) IsRefused(Run(command, folder), part);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("null", "expected a JSON object")]
    [InlineData("[1]", "expected a JSON object")]
    [InlineData("{}", "genotype: is missing")]
    [InlineData("{\"genotype\":null}", "genotype: must have a value")]
    [InlineData("{\"genotype\":[]}", "genotype", "wrong kind")]
    [InlineData("{\"genotype\":\"x\",\"epoch\":\"\\u001b[2J\"}", "epoch", "\\u001B[2J")]
    [InlineData("{\"genotype\":\"x\",\"epoch\":1.5}", "epoch", "a whole number")]
    [InlineData("{\"genotype\":\"x\",\"validationAccuracy\":1e999}", "validationAccuracy")]
    [InlineData("{\"genotype\":\"x\",\"genotype\":\"y\"}", "genotype: stands twice")]
    public void Result_ThatIsDamaged_IsToldByEveryReader(string json, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        File.WriteAllText(Path.Combine(folder["run"], "result.json"), json);

        foreach (var command in new[] { "report", "compare", "genotype", "train" })
            IsRefused(Run(command, folder), ["result.json", .. parts]);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("{}", "kind: is missing", "options: is missing")]
    [InlineData("{\"kind\":\"search\",\"kind\":\"search\"}", "kind: stands twice")]
    [InlineData("{\"kind\":null,\"started\":\"yesterday\",\"options\":[],\"versions\":{\"a\":null},\"dataset\":1,\"datasetHash\":\"0\"}",
        "kind: must have a value", "started", "versions.a", "dataset")]
    [InlineData("""{"kind":"search","started":"2026-01-02T03:04:05Z","options":[],"versions":{},"dataset":"d","datasetHash":"0"}""",
        "options: must be an object")]
    [InlineData("""{"kind":"\u001b[31m","started":"2026-01-02T03:04:05Z","options":{},"versions":{},"dataset":"d","datasetHash":"0"}""",
        "of an unknown kind (\\u001B[31m)")]
    public void Record_ThatIsDamaged_IsToldByEveryReader(string json, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        File.WriteAllText(Path.Combine(folder["run"], "run.json"), json);

        foreach (var command in Readers) IsRefused(Run(command, folder), parts);
    }

    [Theory]
    [InlineData("{\"space\":\"nasbench201\",\"method\":\"darts-v1\",\"search\":{\"epochs\":\"2\"}}", "search.epochs")]
    [InlineData("{\"search\":{\"epochs\":2147483647}}", "search.epochs")]
    [InlineData("{\"search\":null}", "search")]
    [InlineData("{\"runtime\":{\"device\":null}}", "runtime.device")]
    [InlineData("{\"supernet\":{\"cells\":2147483647}}", "supernet.cells")]
    [InlineData("{\"surprise\":1}", "surprise")]
    public void Options_OfARecordThatWasChanged_AreRefusedWithTheirPath(string options, string path)
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        var file = Path.Combine(folder["run"], "run.json");
        var record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        record["options"] = JsonNode.Parse(options);
        File.WriteAllText(file, record.ToJsonString());

        IsRefused(CommandRun.Of("search", "--resume", folder["run"]), "run.json", path);
        IsRefused(Run("derive", folder), "run.json", path);
        Assert.Equal(0, Run("report", folder).ExitCode); // it shows what there is
    }

    [Fact]
    public void Names_WithControlCharacters_StandOnPagesEscaped()
    {
        using var folder = new TemporaryFolder();
        SmallRuns.Search(folder["run"], epochs: 2);
        var file = Path.Combine(folder["run"], "run.json");
        var record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        record["dataset"] = "cats\u001b]0;PWN\u0007\u202e <i>";
        record["versions"]!["aer\u009bnas"] = "1\u2028";
        File.WriteAllText(file, record.ToJsonString());

        Assert.Equal(0, Run("report", folder).ExitCode);
        var page = File.ReadAllText(folder["page.html"]);

        Assert.All(page.EnumerateRunes(), rune => Assert.True(rune.Value == '\n' || PrintableText.IsPrintable(rune)));
        Assert.DoesNotContain("&#x1B;", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(@"cats\u001B]0;PWN\u0007\u202E &lt;i&gt;", page, StringComparison.Ordinal);
    }

    private static CommandRun Run(string command, TemporaryFolder folder) => command switch
    {
        "report" => CommandRun.Of("report", folder["run"], "--out", folder["page.html"]),
        "compare" => CommandRun.Of("compare", folder["run"], folder["run"], "--out", folder["page.html"]),
        "derive" => CommandRun.Of("derive", folder["run"]),
        "train" => CommandRun.Of("train", folder["run"], "--out", folder["training"]),
        _ => CommandRun.Of(command, folder["run"]),
    };

    private static void IsRefused(CommandRun run, params string[] parts)
    {
        run.IsRefused(parts);
        Assert.All(run.Error.EnumerateRunes(), rune => Assert.True(rune.Value == '\n' || PrintableText.IsPrintable(rune)));
        Assert.InRange(run.Error.Length, 1, PrintableText.LongestMessage + 10);
    }
}
