using AerNas.Statistics;

namespace AerNas.Tests.Statistics;

public sealed class WilsonIntervalTests
{
    // Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3; and the ends.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(20, 20, 0.8389, 1.0000)]
    [InlineData(1, 2, 0.0945, 0.9055)]
    [InlineData(0, 1, 0.0000, 0.7935)]
    public void Of_PublishedCounts_GivesThePublishedInterval(int hits, int trials, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, trials);
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(0, 0)]
    public void Of_ImpossibleCounts_IsRefused(int hits, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(hits, trials));

    [Fact]
    public void ConfusionMatrix_OfCounts_AddsThemUp()
    {
        var confusion = new ConfusionMatrix(3);
        foreach (var (label, answer) in new[] { (0, 0), (0, 0), (0, 2), (1, 1), (1, 0) }) confusion.Count(label, answer);
        Assert.Equal((5L, 3L, 0.6), (confusion.Images, confusion.Hits, confusion.Accuracy));
        Assert.Equal([3, 2, 0], Enumerable.Range(0, 3).Select(confusion.ImagesOf));
        Assert.Equal([2.0 / 3, 0.5, null], Enumerable.Range(0, 3).Select(confusion.AccuracyOf));
        Assert.Equal((1L, 1L, 0L), (confusion[0, 2], confusion[1, 0], confusion[2, 0]));
    }
}
