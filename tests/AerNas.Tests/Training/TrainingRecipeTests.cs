using AerNas.Genotypes;
using AerNas.Options;
using AerNas.Spaces;
using AerNas.Training;

namespace AerNas.Tests.Training;

public sealed class TrainingRecipeTests
{
    private const string NasBench201 = "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|";

    [Fact]
    public void All_WithAGenotypeOfTheirFamily_AreSoundAndToldInALine()
    {
        var darts = GenotypeNotation.Official(TrainingSamples.DartsGenotype);
        foreach (var recipe in TrainingRecipes.All)
        {
            var genotype = recipe.Name.Contains("nasbench201", StringComparison.Ordinal) ? NasBench201 : darts;
            Assert.Empty((recipe.Over(new TrainingOptions(), 6000) with { Genotype = genotype }).Validate());
            Assert.InRange(recipe.About.Length, 20, 95);
        }
    }

    [Fact]
    public void Published_AreWhatTheReferenceSays()
    {
        var (cifar, imageNet) = (TrainingRecipes.OptionsOf("cifar-pdarts"), TrainingRecipes.OptionsOf("imagenet-pcdarts"));
        Assert.Equal((600, 128, 0.3, 16, 0.025, 36, 20), (cifar.Training.Epochs, cifar.Training.BatchSize, cifar.Network.DropPath,
            cifar.Data.Cutout, cifar.Weights.LearningRate, cifar.Network.Channels, cifar.Network.Layers));
        Assert.Equal((250, 512, 0.4, 3e-5, 0.1, 48, 14), (imageNet.Training.Epochs, imageNet.Training.BatchSize,
            imageNet.Weights.LearningRate, imageNet.Weights.WeightDecay, imageNet.Training.LabelSmoothing, imageNet.Network.Channels,
            imageNet.Network.Layers));
        Assert.Equal(new LearningRateOptions { WarmUpEpochs = 5, WarmUpFromBase = true }, imageNet.LearningRate);
        Assert.Equal(LearningRateForm.Step, TrainingRecipes.OptionsOf("imagenet").LearningRate.Form);
        Assert.Equal(LearningRateForm.Linear, TrainingRecipes.OptionsOf("imagenet-linear").LearningRate.Form);
    }

    [Theory]
    [InlineData(6000, 20)]
    [InlineData(12_000, 10)]
    [InlineData(375, 20)]
    [InlineData(1_000_000, 6)]
    public void Small_OfSoManyImages_HasAsManyEpochsAsShowThem(int images, int epochs)
    {
        Assert.Equal(epochs, TrainingRecipes.Small(SearchSpace.Darts, images).Training.Epochs);
        Assert.Equal(epochs, TrainingRecipes.Small(SearchSpace.NasBench201, images).Training.Epochs);
    }

    [Theory]
    [InlineData("CIFAR-10", null)]
    [InlineData("Cifar-PDarts", "cifar-pdarts")]
    [InlineData("NAS-Bench-201", "nasbench201")]
    public void Named_InAnyCase_IsFound(string name, string? found) => Assert.Equal(found, TrainingRecipes.Named(name)?.Name);

    [Fact]
    public void Find_SmallOfNasBench201_IsTheRecipeOfItsSpace()
    {
        Assert.Equal("small-nasbench201", TrainingRecipes.Find("small", SearchSpace.NasBench201).Name);
        Assert.Equal("small", TrainingRecipes.Find("small", SearchSpace.Darts).Name);
    }

    [Fact]
    public void Find_AFile_LaysItOverWhatItNames()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(file, """
            { "about": "mine", "over": "cifar", "shows": { "images": 1000 }, // half of it
              "network": { "channels": 8 } }
            """);
        var options = TrainingRecipes.Find(file, SearchSpace.Darts).Over(new TrainingOptions(), images: 100);
        Assert.Equal((10, 8, 20, 16), (options.Training.Epochs, options.Network.Channels, options.Network.Layers, options.Data.Cutout));
    }

    [Theory]
    [InlineData("{ \"network\": { \"chanels\": 8, \"layer\": 3 } }", "mine: network.chanels", "mine: network.layer")]
    [InlineData("{ \"network\": { \"channels\": \"many\" } }", "mine: network.channels")]
    [InlineData("{ \"ovr\": \"cifar\" }", "mine: ovr")]
    [InlineData("{ \"over\": \"cifr\" }", "mine: over")]
    [InlineData("{ \"shows\": { \"image\": 3 } }", "mine: shows.image", "mine: shows.images")]
    [InlineData("{ \"genotype\": \"DARTS_V2\" }", "mine: genotype")]
    [InlineData("[]", "mine")]
    public void Parse_WhatNoTrainingHas_IsToldWithItsPath(string json, params string[] paths) => Assert.Equal(
        paths, Assert.Throws<InvalidOptionsException>(() => TrainingRecipe.Parse("mine", json)).Problems.Select(problem => problem.Path));
}
