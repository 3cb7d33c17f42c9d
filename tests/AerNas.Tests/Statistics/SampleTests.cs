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
}
