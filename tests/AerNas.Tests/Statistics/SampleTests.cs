using AerNas.Statistics;

namespace AerNas.Tests.Statistics;

public sealed class SampleTests
{
    /// <summary>
    /// Efron and Tibshirani, An Introduction to the Bootstrap (1993), table 2.1: survival of seven treated mice, in days.
    /// </summary>
    private static readonly double[] Mice = [94, 197, 16, 38, 99, 141, 23];

    /// <summary>The same table: mean 86.86, standard error 25.24.</summary>
    [Fact]
    public void Summary_OfMice_IsThatOfTheBook()
    {
        var mice = SampleSummary.Of(Mice);

        Assert.Equal(86.86, mice.Mean, 2);
        Assert.Equal(25.24, mice.StandardError, 2);
        Assert.Equal(new Interval(16, 197), mice.Range);
    }

    [Fact]
    public void Summary_OfOneValue_HasNoSpread()
    {
        var one = SampleSummary.Of([3]);

        Assert.True(double.IsNaN(one.StandardDeviation));
        Assert.Equal(new Interval(double.NegativeInfinity, double.PositiveInfinity), one.ConfidenceInterval());
    }

    [Fact]
    public void Summary_OfNothingOrInfinity_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SampleSummary.Of([]));
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => SampleSummary.Of([1, double.PositiveInfinity])).Message,
            StringComparison.Ordinal);
    }

    /// <summary>All 5^5 resamples of five values can be listed: the drawn interval must be near theirs.</summary>
    [Fact]
    public void Bootstrap_OfAMean_IsNearThatOfAllResamples()
    {
        double[] values = [1, 4, 5, 9, 16];
        var means = Enumerable.Range(0, 3125)
            .Select(n => (values[n % 5] + values[n / 5 % 5] + values[n / 25 % 5] + values[n / 125 % 5] + values[n / 625]) / 5)
            .Order().ToArray();

        var interval = Bootstrap.PercentileInterval(values, sample => sample.Average(), seed: 1, resamples: 40_000);

        Assert.Equal(means[(int)(0.025 * 3124)], interval.Low, 0.21); // means are multiples of a fifth
        Assert.Equal(means[(int)(0.975 * 3124)], interval.High, 0.21);
    }

    [Fact]
    public void Bootstrap_SameSeed_IsTheSameInterval()
    {
        Assert.Equal(Mean(5), Mean(5));
        Assert.NotEqual(Mean(5), Mean(6));

        static Interval Mean(int seed) => Bootstrap.PercentileInterval(Mice, sample => sample.Average(), seed, resamples: 500);
    }
}
