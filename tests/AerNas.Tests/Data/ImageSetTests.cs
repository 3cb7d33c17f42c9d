using AerNas.Data;

namespace AerNas.Tests.Data;

public sealed class ImageSetTests
{
    [Fact]
    public void Constructor_InconsistentArguments_AreRefused()
    {
        var shape = new ImageShape(1, 2);
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[7], [0, 1], 2));
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, [], [], 2));
        Assert.Throws<ArgumentException>(() => new ImageSet(new ImageShape(2, 2), new byte[16], [0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSet(shape, new byte[8], [0, 0], 1));
        Assert.Contains("Label 2 of image 1", Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[8], [0, 2], 2)).Message);
    }

    [Fact]
    public void Normalization_OfImages_IsMeanAndPopulationDeviationByChannel()
    {
        var set = new ImageSet(new ImageShape(3, 1), [0, 100, 7, 255, 200, 7], [0, 1], 2);
        var normalization = ChannelNormalization.Of(set);
        Assert.Equal([0.5, 150 / 255.0, 7 / 255.0], normalization.Mean, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.5, 50 / 255.0, 1], normalization.Std, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Resize_ToAnySize_KeepsTheMeanOfAFlatImageAndTheBorderOfTwoHalves()
    {
        var flat = new ImageSet(new ImageShape(1, 5), [.. Enumerable.Repeat((byte)77, 50)], [0, 1], 2);
        foreach (var size in new[] { 1, 2, 3, 7, 13 })
            Assert.All(flat.Resize(size).Pixels.ToArray(), pixel => Assert.Equal(77, pixel));
        var row = new ImageSet(new ImageShape(1, 3), [0, 90, 240, 0, 90, 240, 0, 90, 240, .. new byte[9]], [0, 1], 2);

        // Each of two output columns covers one and a half source columns.
        Assert.Equal([30, 190], row.Resize(2).Image(0)[..2].ToArray());
    }

    [Fact]
    public void ContentHash_ChangesWithPixelLabelAndShape()
    {
        var hashes = new[]
        {
            Hash(new ImageShape(1, 2), [1, 2, 3, 4, 5, 6, 7, 8], [0, 1]),
            Hash(new ImageShape(1, 2), [1, 2, 3, 4, 5, 6, 7, 9], [0, 1]),
            Hash(new ImageShape(1, 2), [1, 2, 3, 4, 5, 6, 7, 8], [1, 1]),
            Hash(new ImageShape(1, 1), [1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 0, 1, 0, 1, 0, 1]),
        };
        Assert.Equal(4, hashes.Distinct().Count());

        static string Hash(ImageShape shape, byte[] pixels, int[] labels) =>
            new ImageDataset("x", ["a", "b"], new ImageSet(shape, pixels, labels, 2), test: null).ContentHash;
    }
}
