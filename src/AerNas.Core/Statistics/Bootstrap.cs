using MathNet.Numerics.Random;

namespace AerNas.Statistics;

/// <summary>Bootstrap intervals (Efron, Annals of Statistics 7, 1979): how a statistic scatters over samples of the sample.</summary>
internal static class Bootstrap
{
    /// <summary>The interval between the (1 - level)/2 quantiles of the statistic over resamples (percentile interval).</summary>
    /// <param name="values">The sample, at least two.</param>
    /// <param name="statistic">What is computed of a sample of that size, e.g. the mean.</param>
    /// <param name="seed">The same seed gives the same interval, on every machine.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <param name="resamples">How many samples are drawn, with replacement.</param>
    /// <exception cref="ArgumentException">There are fewer than two values, or one is not finite.</exception>
    public static Interval PercentileInterval(
        IReadOnlyList<double> values, Func<IReadOnlyList<double>, double> statistic, int seed, double level = 0.95, int resamples = 10_000)
    {
        Samples.RequireFinite(values, least: 2);
        Samples.RequireLevel(level);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var resample = new double[values.Count];
        var results = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            for (var k = 0; k < resample.Length; k++) resample[k] = values[random.Next(values.Count)];
            results[i] = statistic(resample);
        }

        Array.Sort(results);
        return new Interval(Quantile(results, (1 - level) / 2), Quantile(results, (1 + level) / 2));
    }

    /// <summary>A quantile of sorted values, between two of them in proportion.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
