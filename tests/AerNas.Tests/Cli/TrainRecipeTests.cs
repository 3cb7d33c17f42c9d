using System.Text;
using AerNas.Training;

namespace AerNas.Tests.Cli;

/// <summary>Recipes, held-out images and pages of <c>train</c> and <c>test</c>, as a person types them.</summary>
public sealed class TrainRecipeTests : IDisposable
{
    private const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_ByARecipeOfOnesOwn_LaysSetAndFlagsOverIt()
    {
        var recipe = Write("""
            { "over": "nasbench201",
              "training": { "epochs": 1, "batchSize": 32, "patience": 3, "keep": "Best", "classWeights": "Balanced" },
              "network": { "channels": 8, "cells": 1 }, "data": { "images": 64 } }
            """);
        var train = CommandRun.Of("train", "--genotype", Cell, "--recipe", recipe, "--set", "weights.learningRate=0.07", "--channels", "2",
            "--threads", "1", "--out", _folder["run"], "--json");
        Assert.Equal(0, train.ExitCode);
        var options = TrainRun.OptionsOf(_folder["run"]);
        Assert.Equal((2, 0.07, 64, true, 3), (options.Network.Channels, options.Weights.LearningRate, options.Data.Images,
            options.Weights.Nesterov, options.Training.Patience));
        Assert.True(train.Result["testTopFive"]!.GetValue<double>() >= train.Result["testAccuracy"]!.GetValue<double>());

        var test = CommandRun.Of("test", _folder["run"], "--page", _folder["test.html"], "--threads", "1");
        Assert.Equal(0, test.ExitCode);
        Assert.Contains("among the first five", test.Output, StringComparison.Ordinal);
        Assert.Contains("most surely wrong", File.ReadAllText(_folder["test.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"network\": { \"chanels\": 8 }, \"trainings\": {} }", "network.chanels", "trainings")]
    [InlineData("{ \"training\": { \"epochs\": 0 } }", "training.epochs")]
    [InlineData("{ \"training\": { \"patience\": 0, \"keep\": \"Some\" } }", "training.keep")]
    [InlineData("{", "not valid JSON")]
    public void Train_ByARecipeThatCannotBe_IsRefused(string recipe, params string[] parts) =>
        CommandRun.Of("train", "--genotype", Cell, "--recipe", Write(recipe), "--out", _folder["run"]).IsRefused(parts);

    [Fact]
    public void Train_ByARecipeThatIsNowhere_TellsWhichThereAre() =>
        CommandRun.Of("train", "--genotype", Cell, "--recipe", "cifarr").IsRefused("cifarr", "cifar-pdarts", "imagenet-linear");

    [Fact]
    public void TrainHelp_ListsRecipes() =>
        Assert.Contains("P-DARTS on ImageNet", CommandRun.Of("train", "--help").Output, StringComparison.Ordinal);

    private string Write(string recipe) => _folder.Write("recipe.json", Encoding.UTF8.GetBytes(recipe));
}
