using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Options;
using AerNas.Runtime;

namespace AerNas.Tests.Data.Batches;

public sealed class ImageTransformTests
{
    private const int Size = 8, Padding = 2, Repeats = 4000;

    // Pixel values 1 to 64: zero means padding.
    private static readonly ImageSet Images = new(
        new ImageShape(1, Size), [.. Enumerable.Range(1, 64).Concat(Enumerable.Range(1, 64)).Select(i => (byte)i)], [0, 1], classes: 2);

    private static readonly ChannelNormalization Plain = new([0.0], [1.0 / 255]);

    [Theory]
    [InlineData(AugmentationOrder.CropThenFlip)]
    [InlineData(AugmentationOrder.FlipThenCrop)]
    public void Write_EachDraw_IsOneOfThePossibleCropsAndFlips(AugmentationOrder order)
    {
        var possible = new Dictionary<string, int>();
        for (var top = -Padding; top <= Padding; top++)
            for (var left = -Padding; left <= Padding; left++)
                foreach (var flip in new[] { false, true })
                    possible.TryAdd(Key(Reference(top, left, flip, order)), 0);
        Assert.Equal(2 * 25, possible.Count);
        foreach (var image in Draws(new Augmentation { CropPadding = Padding, Order = order }))
            possible[Key(image)]++;

        // 4000 draws of 50 outcomes: 80 each, standard deviation 8.9.
        Assert.All(possible.Values, count => Assert.InRange(count, 40, 120));
    }

    [Fact]
    public void Write_TheTwoOrders_MoveTheWindowOppositeWaysOnlyWhenFlipped()
    {
        var crops = Draws(new Augmentation { CropPadding = Padding, Order = AugmentationOrder.CropThenFlip });
        var flips = Draws(new Augmentation { CropPadding = Padding, Order = AugmentationOrder.FlipThenCrop });
        Assert.InRange(crops.Zip(flips).Count(pair => pair.First.SequenceEqual(pair.Second)), Repeats * 0.55, Repeats * 0.65);
    }

    [Fact]
    public void Write_OneOptionOff_LeavesTheOtherDrawsAlone()
    {
        var both = Draws(new Augmentation { CropPadding = Padding, CutoutLength = 4 });
        var withoutCutout = Draws(new Augmentation { CropPadding = Padding });
        foreach (var (cut, whole) in both.Zip(withoutCutout))
            Assert.All(cut.Zip(whole), pair => Assert.True(pair.First == 0 || pair.First == pair.Second));
    }

    [Fact]
    public void Write_Cutout_HasItsCentreAnywhereAndZeroesAfterNormalization()
    {
        var shifted = new ChannelNormalization([0.5], [0.25]);
        var areas = Draws(new Augmentation { CropPadding = 0, Flip = false, CutoutLength = 4 }, shifted)
            .Select(image => image.Count(value => value == 0)).ToArray();
        Assert.Equal(4, areas.Min());
        Assert.Equal(16, areas.Max());

        // Rows covered by a box of 4 around y = 0..7: 2, 3, 4, 4, 4, 4, 4, 3, so 3.5 by 3.5 on average.
        Assert.Equal(3.5 * 3.5, areas.Average(), 0.3);
    }

    [Fact]
    public void Write_SameSeedEpochAndIndex_IsTheSame_OtherwiseNot()
    {
        var augmentation = new Augmentation { CropPadding = Padding, CutoutLength = 4 };
        Assert.Equal(Draws(augmentation), Draws(augmentation));
        var transform = new ImageTransform(Images, Plain, augmentation);
        var distinct = Enumerable.Range(0, 20).Select(i => Key(Draw(transform, epoch: i / 2, index: i % 2))).Distinct();
        Assert.InRange(distinct.Count(), 16, 20);
    }

    [Theory]
    [InlineData(32, 4)]
    [InlineData(16, 2)]
    [InlineData(28, 3)]
    public void PaddingFor_Default_IsAnEighth(int size, int padding) => Assert.Equal(padding, new Augmentation().PaddingFor(size));

    [Fact]
    public void Validate_ImpossibleValues_AreAllTold()
    {
        Assert.Equal(2, new Augmentation { CropPadding = -1, CutoutLength = 99 }.Validate(32).Count);
        Assert.Empty(Augmentation.None.Validate(1));
        Assert.Throws<InvalidOptionsException>(() => new ImageTransform(Images, Plain, new Augmentation { CutoutLength = 99 }));
    }

    private static List<float[]> Draws(Augmentation augmentation, ChannelNormalization? normalization = null)
    {
        var transform = new ImageTransform(Images, normalization ?? Plain, augmentation);
        return [.. Enumerable.Range(0, Repeats).Select(epoch => Draw(transform, epoch, index: 0))];
    }

    private static float[] Draw(ImageTransform transform, int epoch, int index)
    {
        var image = new float[Size * Size];
        transform.Write(index, epoch, new CounterRandom(11, RandomStream.Augmentation, epoch, index), image);
        return image;
    }

    /// <summary>The transforms one after another, in the plainest form.</summary>
    private static float[] Reference(int top, int left, bool flip, AugmentationOrder order)
    {
        var image = new float[Size, Size];
        for (var i = 0; i < Size * Size; i++)
            image[i / Size, i % Size] = i + 1;
        if (flip && order == AugmentationOrder.FlipThenCrop)
            image = Flip(image);
        image = Crop(image);
        if (flip && order == AugmentationOrder.CropThenFlip)
            image = Flip(image);
        return [.. image.Cast<float>()];

        float[,] Crop(float[,] source) => Map((y, x) => Inside(y + top) && Inside(x + left) ? source[y + top, x + left] : 0);
        float[,] Flip(float[,] source) => Map((y, x) => source[y, Size - 1 - x]);
        bool Inside(int position) => position is >= 0 and < Size;
    }

    private static float[,] Map(Func<int, int, float> value)
    {
        var image = new float[Size, Size];
        for (var i = 0; i < Size * Size; i++)
            image[i / Size, i % Size] = value(i / Size, i % Size);
        return image;
    }

    private static string Key(float[] image) => string.Join(',', image.Select(value => MathF.Round(value)));
}
