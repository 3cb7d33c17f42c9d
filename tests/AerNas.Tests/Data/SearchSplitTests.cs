using AerNas.Data;

namespace AerNas.Tests.Data;

public sealed class SearchSplitTests
{
    private static readonly ImageSet Images = TestImages.Random(count: 101, new ImageShape(1, 4), classes: 3);

    [Fact]
    public void Of_HalfThePortion_IsTheOfficialUnshuffledCut()
    {
        var split = SearchSplit.Of(Images);
        Assert.Equal(Enumerable.Range(0, 50), split.Weights.Indices);
        Assert.Equal(Enumerable.Range(50, 51), split.Alpha.Indices);
    }

    [Fact]
    public void Of_AllImages_GivesThemToBothLevels()
    {
        var split = SearchSplit.Of(Images, 1);
        Assert.Equal(Enumerable.Range(0, 101), split.Weights.Indices);
        Assert.Equal(split.Weights.Indices, split.Alpha.Indices);
    }

    [Fact]
    public void Of_FewerImages_TakesTheFirst()
    {
        var split = SearchSplit.Of(Images, 0.5, most: 20);
        Assert.Equal(Enumerable.Range(0, 10), split.Weights.Indices);
        Assert.Equal(Enumerable.Range(10, 10), split.Alpha.Indices);
        Assert.Equal(Enumerable.Range(0, 20), SearchSplit.Of(Images, 1, most: 20).Alpha.Indices);
        Assert.Contains("101 training images",
            Assert.Throws<ArgumentOutOfRangeException>(() => SearchSplit.Of(Images, 0.5, most: 102)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_TellsSplitsApart()
    {
        Assert.Equal(SearchSplit.Of(Images).Hash, SearchSplit.Of(Images).Hash);
        Assert.NotEqual(SearchSplit.Of(Images).Hash, SearchSplit.Of(Images, 0.6).Hash);
        Assert.Equal(64, SearchSplit.Of(Images).Hash.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(0.001)]
    [InlineData(double.NaN)]
    public void Of_PortionThatLeavesAPartEmpty_IsRefused(double portion) =>
        Assert.Contains("0.5 is usual", Assert.Throws<ArgumentOutOfRangeException>(() => SearchSplit.Of(Images, portion)).Message);

    [Fact]
    public void Constructor_TwoSets_AsAutoDlHasIt()
    {
        var test = TestImages.Random(count: 20, new ImageShape(1, 4), classes: 3);
        var split = new SearchSplit(ImageSubset.All(Images), new ImageSubset(test, [1, 3, 5]));
        Assert.Equal((101, 3), (split.Weights.Count, split.Alpha.Count));
        var other = TestImages.Random(count: 20, new ImageShape(1, 5), classes: 3);
        Assert.Throws<ArgumentException>(() => new SearchSplit(ImageSubset.All(Images), ImageSubset.All(other)));
    }
}
