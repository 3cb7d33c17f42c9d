using MathNet.Numerics.Distributions;

namespace AerNas.Statistics;

/// <summary>Student's t test of the mean difference of pairs, which must be roughly normal: t = mean / (s / sqrt(n)).</summary>
public sealed record PairedTTest
{
    private PairedTTest(SampleSummary differences)
    {
        Differences = differences;
        T = differences.Mean / differences.StandardError;
        PValue = double.IsNaN(T) ? double.NaN : 2 * StudentT.CDF(0, 1, DegreesOfFreedom, -Math.Abs(T));
    }

    /// <summary>The differences, second minus first.</summary>
    public SampleSummary Differences { get; }

    /// <summary>The statistic; not a number where all pairs are equal, infinite where all differ by the same.</summary>
    public double T { get; }

    /// <summary>Pairs less one.</summary>
    public int DegreesOfFreedom => Differences.Count - 1;

    /// <summary>Two-sided probability of a mean as far from zero without a difference.</summary>
    public double PValue { get; }

    /// <summary>Cohen's d of pairs (d_z): the mean difference in standard deviations of the differences.</summary>
    public double CohensD => Differences.Mean / Differences.StandardDeviation;

    /// <summary>Tests pairs.</summary>
    /// <param name="first">One value a pair, e.g. an accuracy a seed; at least two.</param>
    /// <param name="second">The other value of each pair, in the same order.</param>
    /// <exception cref="ArgumentException">They are not as many, fewer than two, or one is not finite.</exception>
    public static PairedTTest Of(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        new(SampleSummary.Of(Samples.Differences(first, second, least: 2)));
}
