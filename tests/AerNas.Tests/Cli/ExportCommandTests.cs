using AerNas.Export;
using AerNas.Tests.Data.Pictures;
using AerNas.Tests.Inference;
using AerNas.Tests.Training;

namespace AerNas.Tests.Cli;

/// <summary>The commands export and predict, with ONNX files.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model"];

    private string File => System.IO.Path.Combine(Model, "model.onnx");

    [Theory]
    [InlineData("nasbench201")]
    [InlineData("darts")]
    public void Export_AModel_WritesAFileThatPredictsAlike(string space)
    {
        ExportedModel.Write(_folder, space).Dispose();
        string[] pictures = [_folder.Write("a.png", Photographs.Quarters(40, 24)), _folder.Write("b.jpg", [0xFF, 0xD8, 0xFF, 0])];

        var exported = CommandRun.Of("export", Model, "--json");

        Assert.Equal(0, exported.ExitCode);
        var told = exported.Result;
        Assert.Equal(File, (string)told["file"]!);
        Assert.InRange((double)told["largestDifference"]!, 0, OnnxComparison.Tolerance);
        Assert.Equal(1, (double)told["agreement"]!);
        Assert.True((double)told["latency"]!["p95"]! >= (double)told["latency"]!["p50"]!);
        var (ofFolder, ofFile) = (CommandRun.Of(["predict", Model, .. pictures, "--top", "3"]),
            CommandRun.Of(["predict", File, .. pictures, "--top", "3"]));
        Assert.Equal((2, ofFolder.Output, ofFolder.Error), (ofFile.ExitCode, ofFile.Output, ofFile.Error));
        Assert.Equal([Model, File], new[] { Model, File }.Select(model =>
            (string)CommandRun.Of("predict", model, pictures[0], "--json").Result["model"]!));
    }

    [Theory]
    [InlineData("nasbench201", "D-X-Y/AutoDL-Projects")]
    [InlineData("darts", "quark0/darts")]
    public void Export_NamesOfficial_WritesWhatImportReads(string space, string code)
    {
        ExportedModel.Write(_folder, space).Dispose();

        var exported = CommandRun.Of("export", Model, "--names", "official", "--json");
        var imported = CommandRun.Of("import", System.IO.Path.Combine(Model, "official.safetensors"), "--genotype", Model, "--mean", "0.5",
            "--std", "0.5", "--out", _folder["again"]);

        Assert.Equal((0, code, 0), (exported.ExitCode, (string)exported.Result["names"]!, imported.ExitCode));
        Assert.Equal(System.IO.File.ReadAllBytes(System.IO.Path.Combine(Model, "model.safetensors")),
            System.IO.File.ReadAllBytes(_folder["again/model.safetensors"]));
        CommandRun.Of("export", Model, "--names", "official", "--with-resize").IsRefused("--with-resize is of ONNX files");
    }

    [Fact]
    public void Export_In8Bits_TellsBothAccuracies()
    {
        ExportedModel.Write(_folder, SmallTraining.NasBench201).Dispose();
        var exported = CommandRun.Of("export", Model, "--quantize", "int8", "--with-resize", "--out", _folder["small.onnx"], "--json");
        Assert.True(exported.ExitCode == 0, exported.Error);
        var told = exported.Result;
        Assert.InRange((double)told["fileAccuracy"]!, (double)told["modelAccuracy"]! - 0.1, (double)told["modelAccuracy"]! + 0.1);
        Assert.InRange((double)told["agreement"]!, 0.7, 1);
        Assert.InRange((double)told["largestDifference"]!, 1e-9, 0.3);
        Assert.Contains("in 8 bits", CommandRun.Of("export", Model, "--quantize", "int8").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_WithoutTheImagesOfTheTraining_ComparesOnThoseOfAerNas()
    {
        var model = _folder["gone"];
        ExportedModel.Write(_folder, SmallTraining.NasBench201).Dispose();
        Directory.Move(Model, model);
        var card = System.IO.Path.Combine(model, "model.json");
        System.IO.File.WriteAllText(card, System.IO.File.ReadAllText(card).Replace("Trouser", "Fern", StringComparison.Ordinal));
        var exported = CommandRun.Of("export", model);
        Assert.True(exported.ExitCode == 0, exported.Error);
        Assert.Contains("the images that come with AerNas stand in", exported.Output, StringComparison.Ordinal);
        CommandRun.Of("export", model, "--quantize", "int8").RefusesInWords("Fern");
    }

    [Fact]
    public void Export_WhatCannotBeExported_IsRefusedAndLeavesNoFile()
    {
        CommandRun.Of("export", _folder.Path).IsRefused("holds no model");
        ExportedModel.Write(_folder, SmallTraining.NasBench201).Dispose();
        CommandRun.Of("export", Model, "--out", _folder.Path).IsRefused("is a folder");
        CommandRun.Of("export", Model, "--out", _folder["none/model.onnx"]).IsRefused("there is no folder");
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.unchecked"));
        var picture = _folder.Write("a.png", Photographs.Quarters(8, 8));
        CommandRun.Of("predict", _folder.Write("cut.onnx", [8, 8]), picture).IsRefused("cut short");
    }

    [Fact]
    public void Require_AFileOfOtherWeights_IsRefused()
    {
        using var model = ExportedModel.Write(_folder, SmallTraining.NasBench201);
        using var other = new TemporaryFolder();
        ExportedModel.Write(other, SmallTraining.Darts).Dispose();
        var compared = OnnxComparison.Of(model, other["model.onnx"], SmallTraining.Embedded(8, 8).Test!, 8,
            TestContext.Current.CancellationToken);
        var refused = Assert.Throws<ModelFormatException>(() => compared.Require("model.onnx"));
        Assert.Contains("ONNX Runtime answers otherwise", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
