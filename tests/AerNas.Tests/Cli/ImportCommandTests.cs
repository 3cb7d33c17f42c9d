using AerNas.Checkpoints;
using AerNas.Export;
using AerNas.Fuzzing.Seeds;
using AerNas.Genotypes;
using AerNas.Runs;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Training;

namespace AerNas.Tests.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_WeightsOfNasBench201_MakeAModelThatPredicts()
    {
        var file = Write("weights.pth", TrainingSamples.NasBench201Genotype);

        var import = CommandRun.Of("import", file, "--genotype", $"{TrainingSamples.NasBench201Genotype}", "--classes", "cat,dog", "--mean",
            "0.5,0.5,0.5", "--std", "0.2,0.2,0.2", "--out", _folder["model"], "--json");
        _folder.Write("p.png", DatasetFixtures.Picture(40, 32, SkiaSharp.SKColors.Olive));
        var predict = CommandRun.Of("predict", _folder["model"], _folder["p.png"]);

        Assert.Equal((0, "NasBench201", 2), (import.ExitCode, (string)import.Result["skeleton"]!, (int)import.Result["channels"]!));
        Assert.Equal((32, 3), (ModelFolder.Describe(_folder["model"]).Card.Skeleton.ImageSize,
            ModelFolder.Describe(_folder["model"]).Card.Skeleton.InputChannels));
        Assert.Equal(0, predict.ExitCode);
        Assert.Matches("cat|dog", predict.Output);
    }

    [Fact]
    public void Import_WithoutClassesAndMeans_NotesWhatItTakes()
    {
        var import = CommandRun.Of("import", Write("weights.pth", TrainingSamples.NasBench201Genotype), "--genotype",
            $"{TrainingSamples.NasBench201Genotype}", "--out", _folder["model"]);

        Assert.Equal(0, import.ExitCode);
        Assert.Contains("note: The classes are called by their numbers", import.Output, StringComparison.Ordinal);
        Assert.Contains("note: Pixels are normalized by mean 0.4914, 0.4824, 0.4467", import.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("are 3 names, and the network tells 2 classes apart", "--classes", "a,b,c")]
    [InlineData("goes with std", "--mean", "0.5,0.5,0.5")]
    [InlineData("'x' of --mean is no number", "--mean", "0.5,x")]
    [InlineData("has 1 values, and images have 3 channels", "--mean", "0.5", "--std", "0.5")]
    [InlineData("multiple of 4", "--size", "30")]
    public void Import_OptionsThatDoNotFit_AreRefused(string message, params string[] options) => CommandRun.Of(["import",
        Write("weights.pth", TrainingSamples.NasBench201Genotype), "--genotype", $"{TrainingSamples.NasBench201Genotype}", "--out",
        _folder["model"], .. options]).IsRefused(message);

    [Fact]
    public void Import_AnotherGenotypeOrNoCheckpoint_IsRefusedAndNothingIsWritten()
    {
        var file = Write("weights.pth", TrainingSamples.NasBench201Genotype);

        CommandRun.Of("import", file, "--genotype", "DARTS_V2", "--out", _folder["model"]).IsRefused("cells.0.layers.0.op.1.weight");
        CommandRun.Of("import", _folder["missing.pt"], "--genotype", "DARTS_V2", "--out", _folder["model"]).IsRefused("missing.pt");
        CommandRun.Of("import", file, "--genotype", "DARTS_V22").IsRefused("nearest are DARTS_V2");
        Assert.False(Directory.Exists(_folder["model"]));
    }

    private string Write(string name, Genotype genotype)
    {
        var names = new OfficialNames(genotype, Skeleton.NasBench201 with { Channels = 2, Cells = 1, Classes = 2 });
        SafetensorsEntry[] state = [.. names.Weights.Select(weight => new SafetensorsEntry(names.Of(weight.Name, names.Form!.Value),
            SafetensorsType.F32, [.. weight.Shape.Select(size => (long)size)], new byte[sizeof(float) * weight.Length]))];
        _folder.Write(name, SmallTorchFiles.Pickles(state, "state_dict"));
        return _folder[name];
    }
}
