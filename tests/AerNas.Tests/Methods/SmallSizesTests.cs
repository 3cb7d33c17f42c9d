using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

/// <summary>The small sizes that one rule makes of every method's published ones.</summary>
public sealed class SmallSizesTests
{
    // Images, and the epochs of DARTS-V1, P-DARTS (a stage) and single-level DARTS.
    [Theory]
    [InlineData(6000, 8, 3, 6)]
    [InlineData(3000, 16, 6, 12)]
    [InlineData(375, 128, 48, 96)]
    [InlineData(8, 128, 48, 96)]
    [InlineData(12000, 4, 3, 3)]
    [InlineData(60000, 3, 3, 3)]
    [InlineData(1_000_000_000, 3, 3, 3)]
    public void Epochs_FollowTheNumberOfImages(int images, int bilevel, int stage, int single)
    {
        Assert.Equal(bilevel, MethodCatalog.Small(DartsV1.Method, SearchSpace.NasBench201, images).Search.Epochs);
        Assert.Equal(stage, MethodCatalog.Small(PDarts.Method, SearchSpace.Darts, images).Search.Epochs);
        Assert.Equal(single, MethodCatalog.Small(DartsSingle.Method, SearchSpace.NasBench201, images).Search.Epochs);
    }

    [Fact]
    public void Small_WithoutANumberOfImages_IsOfTheImagesThatComeWithAerNas() => Assert.All(MethodCatalog.All, method => Assert.All(
        method.Spaces, space => Assert.Equal(MethodCatalog.Small(method, space, 6000).Search, MethodCatalog.Small(method, space).Search)));

    [Fact]
    public void Small_ForNoImages_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MethodCatalog.Small(DartsV1.Method, SearchSpace.NasBench201, 0));

    [Fact]
    public void LearningRateOfAlpha_IsTenTimesThePublishedOneInDecimalNumbers() =>
        Assert.All(MethodCatalog.All.Except([DartsSingle.Method, BayesNas.Method]), method => Assert.All(
        method.Spaces, space => Assert.Equal(10m * (decimal)method.Published(space).Alpha.LearningRate,
            (decimal)MethodCatalog.Small(method, space).Alpha.LearningRate)));

    [Fact]
    public void LearningRateOfAlpha_OfDartsV1_HasThreeDigits() =>
        Assert.Equal(0.003, MethodCatalog.Small(DartsV1.Method, SearchSpace.NasBench201).Alpha.LearningRate);
}
