using AerNas.Statistics;

namespace AerNas.Tests.Statistics;

public sealed class PairedTests
{
    private static readonly double[] Nothing = new double[PublishedSamples.Maize.Length];

    /// <summary>The manual of R: t = -4.0621, df = 9, p-value = 0.002833, interval -2.4598858 to -0.7001142 (first less second).</summary>
    [Fact]
    public void PairedTTest_OfSleep_IsThatOfTheManual()
    {
        var sleep = PairedTTest.Of(PublishedSamples.SleepFirst, PublishedSamples.SleepSecond);

        Assert.Equal(4.0621, sleep.T, 4);
        Assert.Equal(9, sleep.DegreesOfFreedom);
        Assert.Equal(0.002833, sleep.PValue, 6);
        Assert.Equal(1.58, sleep.Differences.Mean, 12);
        var interval = sleep.Differences.ConfidenceInterval();
        Assert.Equal(0.7001142, interval.Low, 7);
        Assert.Equal(2.4598858, interval.High, 7);
        Assert.Equal(1.2846, sleep.CohensD, 4); // 1.58 / 1.2299593, by hand
    }

    [Fact]
    public void PairedTTest_OfMaize_IsFishers()
    {
        var maize = PairedTTest.Of(Nothing, PublishedSamples.Maize);

        Assert.Equal(2.148, maize.T, 3);
        Assert.Equal(0.0497, maize.PValue, 4);
    }

    [Fact]
    public void PairedTTest_OfEqualPairs_HasNoPValue() => Assert.True(double.IsNaN(PairedTTest.Of([1, 2], [1, 2]).PValue));

    [Fact]
    public void Wilcoxon_OfMaize_IsThatOfTheManual()
    {
        var maize = WilcoxonSignedRank.Of(Nothing, PublishedSamples.Maize);

        Assert.Equal((96, 24), (maize.Positive, maize.Negative));
        Assert.Equal(0.041259765625, maize.PValue, 15);
        Assert.True(maize.IsExact);
    }

    [Fact]
    public void Wilcoxon_OfDepression_IsThatOfTheBook()
    {
        var depression = WilcoxonSignedRank.Of(PublishedSamples.DepressionAfter, PublishedSamples.DepressionBefore);

        Assert.Equal(40, depression.Positive);
        Assert.Equal(2 * 0.01953125, depression.PValue, 15);
    }

    /// <summary>Of ten differences one is zero, two are equal, and all others have one sign: 2 of 2^9 ways are as far apart.</summary>
    [Fact]
    public void Wilcoxon_OfSleep_LeavesTheZeroOutAndCountsTies()
    {
        var sleep = WilcoxonSignedRank.Of(PublishedSamples.SleepFirst, PublishedSamples.SleepSecond);

        Assert.Equal((9, 1), (sleep.Count, sleep.Zeros));
        Assert.Equal(45, sleep.Positive);
        Assert.Equal(2 / 512.0, sleep.PValue, 15);
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(11, 4)]
    [InlineData(13, 1000)]
    public void Wilcoxon_OfRandomDifferences_IsThatOfAllSigns(int count, int values)
    {
        var random = new Random(values);
        double[] differences = [.. Enumerable.Range(0, count).Select(i => (double)random.Next(1, values) * (random.Next(3) == 0 ? -1 : 1))];
        var sizes = differences.Select(Math.Abs).ToArray();
        var ranks = sizes.Select(size => sizes.Count(other => other < size) + (sizes.Count(other => other == size) + 1) / 2.0).ToArray();
        var least = Math.Min(Sum(i => differences[i] > 0), Sum(i => differences[i] < 0));
        var ways = Enumerable.Range(0, 1 << count).Count(signs => Sum(i => (signs >> i & 1) == 1) <= least);

        var found = WilcoxonSignedRank.Of(new double[count], differences);

        Assert.Equal(Math.Min(1, 2.0 * ways / (1 << count)), found.PValue, 12);

        double Sum(Func<int, bool> taken) => ranks.Where((_, i) => taken(i)).Sum();
    }

    /// <summary>Beyond what is counted; the exact value is from all 2^201 ways, counted in whole numbers by a program of its own.</summary>
    [Fact]
    public void Wilcoxon_ManyDifferences_HaveNearlyTheExactPValue()
    {
        var found = WilcoxonSignedRank.Of(new double[201], [.. Enumerable.Range(1, 201).Select(i => i % 9 < 4 ? -i : (double)i)]);

        Assert.Equal((11055, false), (found.Positive, found.IsExact));
        Assert.Equal(0.2742366650086845, found.PValue, 1e-3);
    }

    [Fact]
    public void Wilcoxon_PairsThatAreAllEqual_HaveNoPValue() => Assert.True(double.IsNaN(WilcoxonSignedRank.Of([1, 2], [1, 2]).PValue));

    /// <summary>The example in the manual of R's package effsize, <c>cliff.delta</c>: -0.25 for treatment against control.</summary>
    [Fact]
    public void CliffsDelta_OfTheManualsExample_IsAQuarter() =>
        Assert.Equal(-0.25, CliffsDelta.Of([10, 20, 30, 40, 40, 50], [10, 10, 20, 20, 20, 30, 30, 30, 40, 50]), 12);
}
