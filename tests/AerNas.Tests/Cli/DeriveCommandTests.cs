using System.Text.Json.Nodes;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Searching;

namespace AerNas.Tests.Cli;

public sealed class DeriveCommandTests
{
    [Fact]
    public void ByDefault_ItIsTheResultOfTheSearch_AndTheRunIsLeftAsItIs()
    {
        using var folder = new TemporaryFolder();
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "darts", "p-darts"), folder["run"], TimeProvider.System))
            SearchRuns.Finish(run);
        var result = JsonNode.Parse(File.ReadAllText(Path.Combine(folder["run"], "result.json")))!;
        var before = Files(folder["run"]);

        var derived = Derive(folder["run"], "--out", folder["cell.txt"]);

        Assert.Equal((string)result["genotype"]!, (string)derived["genotype"]!);
        Assert.Equal((int)result["epoch"]! + 1, (int)derived["epoch"]!);
        Assert.Equal($"{derived["genotype"]}\n", File.ReadAllText(folder["cell.txt"]));
        Assert.Equal(before, Files(folder["run"]));
        Assert.All(SearchRuns.Rows(folder["run"]), row =>
            Assert.Equal((string)row["genotype"]!, (string)Derive(folder["run"], "--epoch", $"{(int)row["epoch"]! + 1}")["genotype"]!));
        Assert.All(result["genotypeByMostSkips"]!.AsObject(), limit =>
            Assert.Equal((string)limit.Value!, (string)Derive(folder["run"], "--max-skips", limit.Key)["genotype"]!));
    }

    [Theory]
    [InlineData("nasbench201", "method")]
    [InlineData("nasbench201", "argmax")]
    [InlineData("nasbench201", "threshold")]
    [InlineData("darts", "method")]
    [InlineData("darts", "all-edges")]
    [InlineData("darts", "threshold")]
    public void MaxSkips_OfASearchThatLikesThem_LeavesNoMore(string space, string rule)
    {
        using var folder = new TemporaryFolder();
        RecordSkips(folder, space);

        Assert.True((int)Derive(folder["run"], "--rule", rule)["skipConnects"]! > 2);
        foreach (var most in new[] { 2, 1, 0 })
        {
            var derived = Derive(folder["run"], "--rule", rule, "--max-skips", $"{most}");
            var cell = GenotypeNotation.Parse((string)derived["genotype"]!)[CellKind.Normal];
            Assert.InRange((int)derived["skipConnects"]!, 0, most); // fewer where an edge that goes takes others with it
            Assert.Equal((int)derived["skipConnects"]!, cell.Edges.Count(edge => edge.Operation == CandidateOperation.SkipConnect));
        }
    }

    /// <summary>Two edges on which an operation stands twice, the second time with the larger alpha.</summary>
    [Fact]
    public void ASkipConnectionThatWasSearchedTwice_IsDerivedAndLimitedAsOne()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "darts", "stacnas", epochs: 1);
        using (var run = SearchRun.Start(options with { Own = new StacNasOptions { Stages = [new(), new()] } }, folder["run"],
            TimeProvider.System))
            SearchRuns.Finish(run);
        var row = SearchRuns.Rows(folder["run"])[^1];
        foreach (var edge in SearchSpace.Darts.Edges)
        {
            row["alpha"]!["Normal"]![edge.ToString()] = edge.To.Value == 5 && edge.From.Value >= 3
                ? new JsonObject { ["none"] = 0, ["skip_connect"] = 2, ["skip_connect_2"] = 3 }
                : new JsonObject { ["none"] = 0, ["sep_conv_3x3"] = 1, ["sep_conv_5x5"] = 0.5 };
        }

        row["epoch"] = 0;
        File.WriteAllText(Path.Combine(folder["run"], "metrics.jsonl"), row.ToJsonString() + "\n");

        foreach (var most in new[] { 2, 1, 0 })
        {
            var derived = Derive(folder["run"], "--epoch", "1", "--max-skips", $"{most}");
            Assert.Equal(most, (int)derived["skipConnects"]!);
            Assert.Equal(most, GenotypeNotation.Parse((string)derived["genotype"]!)[CellKind.Normal].Edges
                .Count(edge => edge.Operation == CandidateOperation.SkipConnect));
        }
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        using var folder = new TemporaryFolder();
        RecordSkips(folder, "nasbench201");

        Refused("--rule", "magic")
            .IsRefused("'magic' is none of", "method, darts, largest-alpha, argmax, without-none, all-edges, threshold");
        Refused("--rule", "darts").IsRefused("darts derives no cells of the space nasbench201", "method, argmax, without-none, threshold");
        Refused("--epoch", "3").IsRefused("no epoch 3; there are 1 to 1.");
        Refused("--epoch", "0").IsRefused("no epoch 0; there are 1 to 1.");
        Refused("--epoch", "last").IsRefused("--epoch takes a whole number, not 'last'.");
        Refused("--max-skips", "-1").IsRefused("max-skips: must be at least 0, is -1.");
        Refused("--threshold", "0.5").IsRefused("threshold: goes with the rule threshold.");
        CommandRun.Of("derive").IsRefused("name the folder of a run: aernas derive RUN");
        CommandRun.Of("derive", folder["nothing"]).IsRefused("holds no run");

        CommandRun Refused(string option, string value) => CommandRun.Of("derive", folder["run"], option, value);
    }

    [Fact]
    public void TheCommandThatTrains_TakesTheImagesOfTheSearch()
    {
        using var folder = new TemporaryFolder();
        RecordSkips(folder, "nasbench201");
        var images = SearchRun.OptionsOf(folder["run"]).Data.Path!;

        Assert.Contains($"--data {images}", CommandRun.Of("derive", folder["run"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenRun_IsRefused()
    {
        using var folder = new TemporaryFolder();
        RecordSkips(folder, "nasbench201");
        var (metrics, record, result) =
            (Path.Combine(folder["run"], "metrics.jsonl"), Path.Combine(folder["run"], "run.json"),
                Path.Combine(folder["run"], "result.json"));

        File.WriteAllText(metrics, """{"epoch":0,"alpha":{"Normal":{"1<-0":{"skip_connect":"much"}}}}""" + "\n");
        Derivation().IsRefused("is damaged: epoch 1 has no alphas for every edge of the space nasbench201");
        File.WriteAllText(result, "{");
        Derivation().IsRefused("result.json is damaged", "--epoch");
        File.Delete(result);
        File.Delete(metrics);
        Derivation().IsRefused("has recorded no epoch yet", "--resume");
        File.WriteAllText(record, File.ReadAllText(record).Replace("darts-v1", "darts-v9", StringComparison.Ordinal));
        Derivation().IsRefused("cannot run", "darts-v9");

        CommandRun Derivation() => CommandRun.Of("derive", folder["run"]);
    }

    [Theory]
    [InlineData("rsps", "rsps learns no alphas")]
    [InlineData("setn", "setn takes the best of some architectures by accuracy")]
    public void ARunWhoseResultIsNotReadOffAlpha_IsRefused(string method, string reason)
    {
        using var folder = new TemporaryFolder();
        using (SearchRun.Start(SmallSearch.Options(folder, "nasbench201", method), folder["run"], TimeProvider.System)) { }

        CommandRun.Of("derive", folder["run"]).IsRefused(reason);
    }

    /// <summary>A run of one epoch, in whose record skip connections are put in front everywhere, on later edges more so.</summary>
    private static void RecordSkips(TemporaryFolder folder, string name)
    {
        using (var run = SearchRun.Start(SmallSearch.Options(folder, name, "darts-v1", epochs: 1), folder["run"], TimeProvider.System))
            SearchRuns.Finish(run);
        var row = SearchRuns.Rows(folder["run"]).Single();
        foreach (var (i, edge) in SearchSpace.Find(name).Edges.Index())
            row["alpha"]!["Normal"]![edge.ToString()]!["skip_connect"] = 3 + 0.1 * i;
        File.WriteAllText(Path.Combine(folder["run"], "metrics.jsonl"), row.ToJsonString() + "\n");
    }

    private static Dictionary<string, byte[]> Files(string run) =>
        Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);

    private static JsonObject Derive(string run, params string[] options)
    {
        var command = CommandRun.Of(["derive", run, "--json", .. options]);
        Assert.True(command.ExitCode == 0, command.Error);
        return command.Result;
    }
}
