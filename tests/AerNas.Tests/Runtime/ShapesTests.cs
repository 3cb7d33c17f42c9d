using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Tests.Runtime;

public sealed class ShapesTests
{
    [Fact]
    public void Require_MatchingShape_Passes()
    {
        using var images = zeros(2, 3, 8, 8);
        Shapes.RequireImages(images, channels: 3);
    }

    [Fact]
    public void Require_WrongChannels_GivesExpectedAndGot()
    {
        using var images = zeros(2, 1, 8, 8);
        var refusal = Assert.Throws<ArgumentException>(() => Shapes.RequireImages(images, channels: 3));
        Assert.StartsWith("images: expected [any, 3, any, any], got [2, 1, 8, 8].", refusal.Message);
    }

    [Fact]
    public void Require_WrongRank_GivesExpectedAndGot()
    {
        using var image = zeros(3, 8, 8);
        Assert.StartsWith("image: expected [any, any, any, any], got [3, 8, 8].",
            Assert.Throws<ArgumentException>(() => Shapes.RequireImages(image, Shapes.Any)).Message);
    }

    [Fact]
    public void MatMul_FittingMatrices_Multiplies()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(6f, Shapes.MatMul(ones(1, 2), ones(2, 1).Times(3)).item<float>());
    }

    [Fact]
    public void MatMul_MatricesThatDoNotFit_RefusesBeforeTheNativeCall()
    {
        using var scope = NewDisposeScope();
        var (left, right) = (ones(1, 2), ones(3, 1));
        Assert.StartsWith("right: expected [2, any], got [3, 1].",
            Assert.Throws<ArgumentException>(() => Shapes.MatMul(left, right)).Message);
    }
}
