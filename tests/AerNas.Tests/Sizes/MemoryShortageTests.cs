using AerNas.Export;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Tests.Cli;
using AerNas.Tests.Training;
using static TorchSharp.torch;

namespace AerNas.Tests.Sizes;

/// <summary>What takes more memory than there is is refused before torch is asked, in words.</summary>
public sealed class MemoryShortageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Searches =>
    [
        "--channels 60000",
        "--channels 300000 --set data.images=64 --set data.imageSize=8 --batch 16",
        "--channels 60000 --engine torch",
        "--space darts --channels 50000",
        "--space darts --layers 1000 --channels 4096",
        "--space darts --layers 3000000",
        "--space darts --layers 3000000 --channels 1 --engine torch",
        "--cells 1000 --channels 4096 --engine torch",
        "--cells 30000000",
        "--method p-darts --space darts --set p-darts.stages[2].addedLayers=2000000",
        "--method p-darts --space darts --set p-darts.stages[1].addedChannels=60000",
        "--method pc-darts --space darts --channels 400000",
        "--method setn --channels 40000",
        "--method darts-v2 --channels 50000 --set data.imageSize=32",
        "--set data.imageSize=512 --batch 3000 --channels 256 --engine torch",
        "--set data.imageSize=512 --batch 3000 --channels 1024 --engine fused",
        "--watch eigenvalue --space darts --set data.imageSize=512 --batch 1000",
    ];

    public static TheoryData<string> Trainings =>
    [
        "--genotype DARTS_V2 --channels 2147483644 --layers 5",
        "--genotype DARTS_V2 --channels 40000",
        "--genotype DARTS_V2 --layers 2000000",
        "--genotype DARTS_V2 --layers 1000 --channels 4096",
        "--genotype PDARTS --channels 2000 --batch 4000 --set data.imageSize=512",
        "--genotype DARTS_V2 --recipe imagenet --channels 60000 --set data.imageSize=224",
        "--genotype |nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2| --cells 2000000000",
        "--genotype |nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2| --channels 2147483647",
    ];

    public static TheoryData<string, string> Cards => new()
    {
        { "\"channels\": 2,", "\"channels\": 2147483647," },
        { "\"channels\": 2,", "\"channels\": 200000," },
        { "\"channels\": 2,", "\"channels\": 60000," },
        { "\"cells\": 1,", "\"cells\": 2147483647," },
        { "\"cells\": 1,", "\"cells\": 300000000," },
        { "\"imageSize\": 32,", "\"imageSize\": 2147483644," },
        { "\"imageSize\": 32,", "\"imageSize\": 400000," },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_LargerThanTheMachine_IsRefused(string arguments)
    {
        var run = CommandRun.Of(["search", .. arguments.Split(' '), "--out", _folder["run"], "--threads", "1"]);
        AssertRefused(run);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Training_LargerThanTheMachine_IsRefused(string arguments)
    {
        var run = CommandRun.Of(["train", .. arguments.Split(' '), "--out", _folder["run"], "--threads", "1"]);
        AssertRefused(run);
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Model_WhoseCardTellsOfALargerNetwork_IsRefused(string was, string becomes)
    {
        var card = SaveModel();
        File.WriteAllText(card, File.ReadAllText(card).Replace(was, becomes, StringComparison.Ordinal));
        Assert.Contains(becomes, File.ReadAllText(card), StringComparison.Ordinal);
        foreach (var command in new[] { "test", "predict" }) // of either the sizes may be refused sooner, as none that a network has
            CommandRun.Of(command, _folder["model"], _folder.Path).RefusesInWords();
    }

    [Fact]
    public void Model_WhoseCardTellsOfANetworkThatTheFileIsTooSmallFor_IsRefusedBeforeItIsBuilt()
    {
        var card = SaveModel();
        File.WriteAllText(card, File.ReadAllText(card).Replace("\"channels\": 2,", "\"channels\": 256,", StringComparison.Ordinal));
        Assert.Contains("does not hold this network's weights: those of model.json take about",
            Assert.Throws<ModelFormatException>(() => ModelFolder.Load(_folder["model"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Study_WithASearchLargerThanTheMachine_IsRefusedBeforeItsFirstRun()
    {
        foreach (var part in new[] { """ "options": { "supernet": { "channels": 60000 } } """,
            """ "options": { "supernet": { "cells": 1000, "channels": 2048 } } """,
                """ "training": { "network": { "channels": 60000 } } """ })
        {
            File.WriteAllText(_folder["study.json"],
                $$"""{ "space": "nasbench201", "methods": ["darts-v1", "gdas"], "seeds": [0, 1], {{part}} }""");
            CommandRun.Of("study", _folder["study.json"], "--out", _folder["study"]).IsRefused("of the study");
            Assert.False(Directory.Exists(_folder["study"]));
        }
    }

    [Fact]
    public void Case_ModelOfAnImpossibleSize_IsRefused()
    {
        var model = SharedFiles.Find("cases", "reliability", "torch-oom-segv", "mc");
        Assert.SkipWhen(model is null, "shared/cases is not here.");
        CommandRun.Of("test", model).IsRefused();
        CommandRun.Of("predict", model, model).RefusesInWords();
    }

    public void Dispose() => _folder.Dispose();

    private void AssertRefused(CommandRun run)
    {
        run.IsRefused(); // where there is more memory than the estimate, for what one file can hold
        Assert.Matches("memory|file|must be", run.Error);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    /// <summary>A model of 2 channels for 32x32 grey images; the path of its card.</summary>
    private string SaveModel()
    {
        var data = SmallTraining.Embedded(train: 16, test: 8);
        var skeleton = SmallTraining.Options(SmallTraining.NasBench201).Network.SkeletonFor(TrainingSamples.NasBench201Genotype, data);
        using var stream = RandomStreams.Create(0, "weights");
        using var network = new DerivedNetwork(TrainingSamples.NasBench201Genotype, skeleton,
            new WeightSource(stream, ScalarType.Float32, CPU));
        ModelFolder.Save(_folder["model"], ModelCard.Of(skeleton, data, null), TrainingSamples.NasBench201Genotype, network);
        return _folder["model/model.json"];
    }
}
