using System.Text.Json.Nodes;
using AerNas.Tests.Conventions;
using AerNas.Training;
using AerNas.Zoo;

namespace AerNas.Tests.Cli;

public sealed class ZooCommandTests
{
    [Fact]
    public void Zoo_WithoutAName_ListsAllWithCostsErrorsAndSources()
    {
        var run = CommandRun.Of("zoo");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(GenotypeZoo.All, entry => Assert.Contains(entry.Name, run.Output, StringComparison.Ordinal));
        Assert.Contains("DARTS_V2  Cifar: 3.35 M, 528.36 M multiply-adds  ImageNet: 4.72 M, 529.91 M multiply-adds  "
            + "2.76 ± 0.09 % on CIFAR-10", run.Output, StringComparison.Ordinal);
        Assert.Contains("quark0/darts cnn/genotypes.py", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void Zoo_OfAName_ShowsCellsCostsAndWhatWasReported()
    {
        var run = CommandRun.Of("zoo", "p-darts");

        Assert.Equal(0, run.ExitCode);
        foreach (var part in new[]
        {
            "PDARTS, P-DARTS: Chen et al.", "Reduction cell", "avg_pool_3x3(0) + sep_conv_5x5(1)", "ImageNet network: 14 cells",
            "Reported on ImageNet", "24.4 (7.4) %", "4.9 M; exact 4,944,", "equal", "train --genotype PDARTS",
        })
            Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Zoo_Json_TellsEverythingOfAllOrOfOne()
    {
        var all = JsonNode.Parse(CommandRun.Of("zoo", "--json").Output)!.AsArray();
        var one = CommandRun.Of("zoo", "SGAS", "--json").Result;

        Assert.Equal(GenotypeZoo.Names, all.Select(entry => (string)entry!["name"]!));
        Assert.Equal("SGAS_Cri1_CIFAR_3", (string)one["name"]!);
        Assert.Equal(("Cifar", 3_795_166L), ((string)one["networks"]![0]!["skeleton"]!, (long)one["networks"]![0]!["parameters"]!));
        Assert.Equal(("2.39", "equal"), ((string)one["reported"]![0]!["error"]!, (string)one["reported"]![0]!["verdict"]!));
    }

    [Theory]
    [InlineData("zoo", "DARTS_V22")]
    [InlineData("genotype", "DARTS_V22")]
    [InlineData("train", "--genotype", "DARTS_V22")]
    public void Commands_UnknownName_TellTheNearest(params string[] arguments) =>
        CommandRun.Of(arguments).IsRefused("'DARTS_V22' is no", "nearest are DARTS_V2, DARTS_V1", "aernas zoo");

    [Fact]
    public void Train_NameOfTheZoo_RecordsGenotypeAndName()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("train", "--genotype", "darts-v1", "--epochs", "1", "--channels", "2", "--layers", "3", "--set",
            "data.images=16", "--batch", "8", "--out", folder["run"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Training DARTS_V1, Genotype(normal=", run.Output, StringComparison.Ordinal);
        var options = JsonNode.Parse(File.ReadAllText(folder["run/run.json"]))!["options"]!;
        Assert.Equal("DARTS_V1", (string)options["genotypeName"]!);
        Assert.Equal("DARTS_V1", TrainRun.OptionsOf(folder["run"]).GenotypeName);
        Assert.Equal(GenotypeZoo.Find("DARTS_V1").Architecture.ToString(), (string)options["genotype"]!);
    }

    [Fact]
    public void Docs_ZooTables_AreWhatTheCommandPrints()
    {
        var tables = CommandRun.Of("zoo", "--markdown").Output;

        Assert.True(Repository.Read("docs/zoo.md").EndsWith(tables, StringComparison.Ordinal),
            $"The tables in docs/zoo.md are not what `aernas zoo --markdown` prints:\n\n{tables}");
    }
}
