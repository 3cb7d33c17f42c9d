using AerNas.Genotypes;
using AerNas.Json;
using AerNas.Options;
using AerNas.Training;

namespace AerNas.Tests.Training;

public sealed class TrainingOptionsTests
{
    private const string NasBench201 = "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|";

    [Fact]
    public void Validate_ManyProblems_TellsAllWithTheirPaths()
    {
        var options = new TrainingOptions
        {
            Genotype = NasBench201,
            Training = new TrainingPhaseOptions { Epochs = 0, BatchSize = 1 },
            Network = new NetworkOptions { Channels = -1, AuxiliaryHead = AuxiliaryHead.Official, DropPath = 1.2 },
            Weights = new WeightOptions { LearningRate = double.NaN },
        };
        Assert.Superset(
            new HashSet<string> { "training.epochs", "training.batchSize", "network.channels", "network.auxiliaryHead", "network.dropPath",
                "weights.learningRate" },
            options.Validate().Select(problem => problem.Path).ToHashSet());
    }

    [Theory]
    [InlineData("")]
    [InlineData("|no_such_op~0|")]
    public void Validate_UnreadableGenotype_NamesIt(string genotype) =>
        Assert.Contains(new TrainingOptions { Genotype = genotype }.Validate(), problem => problem.Path == "genotype");

    [Fact]
    public void Validate_SkeletonOfTheOtherFamily_IsRefused() => Assert.Contains(
        new TrainingOptions { Genotype = NasBench201, Network = new NetworkOptions { Form = "Cifar" } }.Validate(),
        problem => problem.Path == "network.form");

    [Fact]
    public void Overlay_UnknownKey_IsRefused()
    {
        var overlay = new OptionsOverlay<TrainingOptions>(TrainingRecipes.OptionsOf("cifar"), TrainingOptionsJson.Default.TrainingOptions);
        overlay.Set("training.epochs=3");
        Assert.Equal(3, overlay.Build().Training.Epochs);
        Assert.Throws<InvalidOptionsException>(() => overlay.Set("training.epoch=3"));
    }
}
