using AerNas.Data.Batches;
using AerNas.Runtime;

namespace AerNas.Tests.Data.Batches;

public sealed class RandomPartTests
{
    private static CounterRandom RandomOf(int image) => new(3, RandomStream.Augmentation, 0, image);

    [Theory]
    [InlineData(500, 375, 0.08)]
    [InlineData(64, 64, 0.35)]
    [InlineData(30, 300, 0.35)]
    public void Draw_ManyParts_StaysWithinPictureAreaAndShape(int width, int height, double least)
    {
        var parts = Enumerable.Range(0, 500).Select(image =>
        {
            var random = RandomOf(image);
            return new RandomPart(least).Draw(ref random, width, height);
        }).ToList();
        Assert.All(parts, part =>
        {
            Assert.True(part.Left >= 0 && part.Top >= 0 && part.Left + part.Width <= width && part.Top + part.Height <= height);
            Assert.InRange(part.Width / (double)part.Height, 0.7, 1.45);
        });
        if (width <= 4 * height / 3 + 1 && height <= width)
            Assert.InRange(parts.Average(part => part.Width * part.Height / (double)(width * height)), least, (1 + least) / 2 + 0.05);
        Assert.True(parts.Distinct().Count() > 50 || width < height / 2);
    }

    [Fact]
    public void Jitter_OfNothing_ChangesNothing()
    {
        var random = RandomOf(0);
        float[] picture = [10, 20, 30, 40, 50, 60];
        new ColourJitter().Apply(picture, 3, ref random);
        Assert.Equal([10, 20, 30, 40, 50, 60], picture);
    }

    [Fact]
    public void Jitter_OfGreyPictures_TouchesNeitherHueNorSaturation()
    {
        var random = RandomOf(1);
        float[] picture = [90, 200, 90, 200, 90, 200];
        new ColourJitter { Saturation = 1, Hue = 0.5 }.Apply(picture, 3, ref random);
        Assert.Equal([90, 200, 90, 200, 90, 200], picture, (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void Jitter_OfAllKinds_StaysInRangeAndDependsOnTheDrawAlone()
    {
        var jitter = new ColourJitter { Brightness = 0.4, Contrast = 0.4, Saturation = 0.4, Hue = 0.2 };
        float[] Changed(int image)
        {
            var random = RandomOf(image);
            float[] picture = [255, 0, 128, 0, 255, 30, 10, 90, 250];
            jitter.Apply(picture, 3, ref random);
            return picture;
        }

        Assert.All(Enumerable.Range(0, 100).SelectMany(Changed), value => Assert.InRange(value, 0, 255));
        Assert.Equal(Changed(7), Changed(7));
        Assert.NotEqual(Changed(7), Changed(8));
    }

    /// <summary>A third of the circle turns red into green or blue, or what lies between: the sum of the channels stays.</summary>
    [Fact]
    public void Jitter_OfTheHue_KeepsTheLightestAndTheDarkestChannel() => Assert.All(Enumerable.Range(0, 50), image =>
    {
        var random = RandomOf(image);
        float[] picture = [200, 40, 80];
        new ColourJitter { Hue = 0.5 }.Apply(picture, 3, ref random);
        Assert.Equal((200f, 40f), (picture.Max(), picture.Min()));
    });
}
