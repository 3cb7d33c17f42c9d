using AerNas.Data;
using AerNas.Export;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Training;
using static TorchSharp.torch;

namespace AerNas.Tests.Export;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Families => SmallTraining.Families;

    private string Path => _folder["model"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Load_WhatSaveWrote_GivesTheSameLogits(string space)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = Save(space);
        using var loaded = ModelFolder.Load(Path, engine: NetworkEngine.Torch);
        using var fused = ModelFolder.Load(Path);
        using var stream = RandomStreams.Create(3, "images");
        var images = randn([3, 1, 32, 32], generator: stream);
        network.Training = false;
        var logits = network.Forward(images).Logits;
        Assert.True(logits.Equals(loaded.Network.Forward(images).Logits));
        Assert.Equal((NetworkEngine.Torch, NetworkEngine.Fused), (loaded.Network.Engine, fused.Network.Engine));
        Assert.True(logits.allclose(fused.Network.Forward(images).Logits, rtol: 1e-4, atol: 1e-4)); // float32's rounding
        Assert.Equal(SmallTraining.GenotypeOf(space), loaded.Genotype);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.json")]
    [InlineData("genotype.json")]
    public void Load_FileMissingOrCutShort_NamesIt(string name)
    {
        Save(SmallTraining.NasBench201).Dispose();
        var file = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^9]);
        Assert.Equal(file, Assert.Throws<ModelFormatException>(() => ModelFolder.Load(Path)).File);
        File.Delete(file);
        Assert.Equal(file, Assert.Throws<ModelFormatException>(() => ModelFolder.Load(Path)).File);
    }

    [Fact]
    public void Load_FlippedBitOfAWeight_IsRefused()
    {
        Save(SmallTraining.NasBench201).Dispose();
        var file = System.IO.Path.Combine(Path, "model.safetensors");
        var bytes = File.ReadAllBytes(file);
        bytes[^3] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("SHA-256", Assert.Throws<ModelFormatException>(() => ModelFolder.Load(Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"channels\": 2", "\"channels\": 3", "tensor '")] // other shapes
    [InlineData("aernas-model/1", "aernas-model/9", "aernas-model/9")]
    [InlineData("\"classes\": 10", "\"classes\": 11", "10 classes")]
    [InlineData("\"cells\": 1", "\"cells\": -1", "not above zero")]
    [InlineData("\"skeleton\"", "\"skeletn\"", "skeletn: is not known here")]
    [InlineData("\"skeleton\"", "\"format\"", "format: stands twice")]
    [InlineData("\"channels\": 2", "\"channels\": 2147483647", "channels: must be at most")]
    [InlineData("\"channels\": 2", "\"channels\": 2.5", "skeleton.channels: the value 2.5 is of the wrong kind")]
    [InlineData("\"cells\": 1", "\"cells\": 2147483647", "cells: must be at most")]
    [InlineData("\"layers\": 20", "\"layers\": null", "skeleton.layers: must have a value")]
    [InlineData("\"form\": \"NasBench201\"", "\"form\": 9", "skeleton.form: the value 9 is of the wrong kind")]
    [InlineData("\"imageSize\": 32", "\"imageSize\": 2147483644", "imageSize: must be at most")]
    [InlineData("\"dataset\": \"", "\"dataset\": [], \"\u001b[31m\": \"", "damaged")]
    [InlineData("\"testAccuracy\": 0.5", "\"testAccuracy\": 1e999", "testAccuracy: is no number")]
    public void Load_CardThatDoesNotFit_SaysWhy(string found, string replacement, string expected)
    {
        Save(SmallTraining.NasBench201).Dispose();
        var file = System.IO.Path.Combine(Path, "model.json");
        var text = File.ReadAllText(file);
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(found, replacement, StringComparison.Ordinal));
        Assert.Contains(expected, Assert.Throws<ModelFormatException>(() => ModelFolder.Load(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_PicturesOfAnotherSizeAndColour_GivesAClassAndItsProbability()
    {
        Save(SmallTraining.NasBench201).Dispose();
        var files = Enumerable.Range(0, 70).Select(i =>
            _folder.Write($"{i}.png", DatasetFixtures.Picture(20, 20, new SkiaSharp.SKColor((byte)(3 * i), 90, 10)))).ToArray();
        using var model = ModelFolder.Load(Path);
        var predictions = model.Classify(files);
        Assert.Equal(files, predictions.Select(prediction => prediction.File));
        Assert.All(predictions, prediction => Assert.InRange(prediction.Probability, 0.1, 1));
        Assert.All(predictions, prediction => Assert.Contains(prediction.Class, model.Card.ClassNames));
    }

    [Theory]
    [InlineData(NetworkEngine.Fused)]
    [InlineData(NetworkEngine.Torch)]
    public void Classify_FromSeveralThreadsAtOnce_AnswersAsFromOne(NetworkEngine engine)
    {
        Save(SmallTraining.NasBench201).Dispose();
        string[] files = [.. Enumerable.Range(0, 12).Select(i =>
            _folder.Write($"{i}.png", DatasetFixtures.Picture(20, 20, new SkiaSharp.SKColor((byte)(20 * i), 90, 10))))];
        using var model = ModelFolder.Load(Path, engine: engine);
        var alone = model.Classify(files).Select(prediction => prediction.Probability).ToArray();

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var answers = model.Classify(files[i..]);
            Assert.Equal(files[i..], answers.Select(answer => answer.File));
            Assert.All(answers.Zip(alone[i..]), pair => Assert.Equal(pair.Second, pair.First.Probability, 1e-6));
        });
    }

    [Fact]
    public void TestAccuracy_DatasetOfOtherClassesOrSize_IsRefused()
    {
        Save(SmallTraining.NasBench201).Dispose();
        using var model = ModelFolder.Load(Path);
        var own = SmallTraining.Embedded(8, 8);
        var renamed = new ImageDataset("renamed", [.. own.ClassNames.Reverse()], own.Train, own.Test);
        var small = new ImageDataset("small", own.ClassNames, own.Train.Resize(28), own.Test!.Resize(28));
        Assert.InRange(model.TestAccuracy(own, TestContext.Current.CancellationToken), 0, 1);
        Assert.Contains("classes", Assert.Throws<DatasetFormatException>(() => model.RequireFits(renamed)).Message,
            StringComparison.Ordinal);
        Assert.Contains("1x28x28", Assert.Throws<DatasetFormatException>(() => model.RequireFits(small)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private DerivedNetwork Save(string space)
    {
        var dataset = SmallTraining.Embedded(8, 8);
        var genotype = SmallTraining.GenotypeOf(space);
        using var weights = RandomStreams.Create(1, "weights");
        var skeleton = SmallTraining.Options(space).Network.SkeletonFor(genotype, dataset);
        var network = new DerivedNetwork(genotype, skeleton, new WeightSource(weights, ScalarType.Float32, CPU));
        ModelFolder.Save(Path, ModelCard.Of(network.Skeleton, dataset, testAccuracy: 0.5), genotype, network);
        return network;
    }
}
