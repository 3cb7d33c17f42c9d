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

    /// <summary>A network of layers has its own width, whatever a recipe says of cells, and is trained and exported like a cell.</summary>
    [Theory]
    [InlineData("ResNet-20", 4)]
    [InlineData("EfficientNet-B0", 4)]
    [InlineData("ShuffleNetV2", 16)]
    public void Train_NetworkOfLayers_MakesAModelThatIsExported(string name, int channels)
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("train", "--genotype", name, "--epochs", "1", "--channels", $"{channels}", "--set", "data.images=16",
            "--set", "runtime.threads=1", "--batch", "8", "--out", folder["run"]);
        var exported = CommandRun.Of("export", folder["run"], "--out", folder["model.onnx"]);

        Assert.Equal((0, 0), (run.ExitCode, exported.ExitCode));
        Assert.True(File.Exists(folder["model.onnx"]));
        var space = GenotypeZoo.Find(name).Architecture.Space;
        Assert.Equal(space.Skeletons[0].Definition.Evaluation.Channels, TrainingRecipes.Small(space).Network.Channels);
    }

    [Fact]
    public void Zoo_NetworkOfLayers_ListsThemAndTellsHowTheNetworkIsAskedFor()
    {
        var run = CommandRun.Of("zoo", "proxylessnas");

        foreach (var part in new[]
        {
            "ProxylessNAS_GPU, ProxylessNAS: Cai, Zhu, Han", "mbconv_7x7_e6", "skip_connect", "Gpu network: 21 cells", "7,119,848",
            "24.9 (7.5) %", "--set network.form=Gpu",
        })
            Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Docs_ZooTables_AreWhatTheCommandPrints()
    {
        var tables = CommandRun.Of("zoo", "--markdown").Output;

        Assert.True(Repository.Read("docs/zoo.md").EndsWith(tables, StringComparison.Ordinal),
            $"The tables in docs/zoo.md are not what `aernas zoo --markdown` prints:\n\n{tables}");
    }
}
