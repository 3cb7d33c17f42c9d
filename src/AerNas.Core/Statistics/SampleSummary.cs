using MathNet.Numerics.Distributions;

namespace AerNas.Statistics;

/// <summary>Mean and spread of some numbers.</summary>
public sealed record SampleSummary
{
    private SampleSummary(int count, double mean, double deviation, Interval range) =>
        (Count, Mean, StandardDeviation, Range) = (count, mean, deviation, range);

    /// <summary>How many numbers.</summary>
    public int Count { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>The estimate of the population's standard deviation (divisor n - 1); not a number for one value.</summary>
    public double StandardDeviation { get; }

    /// <summary>The smallest and the largest.</summary>
    public Interval Range { get; }

    /// <summary>Standard error of the mean; not a number for one value.</summary>
    public double StandardError => StandardDeviation / Math.Sqrt(Count);

    /// <summary>Summarizes at least one number, in two passes.</summary>
    /// <exception cref="ArgumentException">There is none, or one is not finite.</exception>
    public static SampleSummary Of(IReadOnlyList<double> values)
    {
        Samples.RequireFinite(values, least: 1);
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        var deviation = values.Count == 1 ? double.NaN : Math.Sqrt(squares / (values.Count - 1));
        return new SampleSummary(values.Count, mean, deviation, new Interval(values.Min(), values.Max()));
    }

    /// <summary>Student's interval for the mean: mean -+ t s / sqrt(n); without limits for one value.</summary>
    /// <param name="level">Between 0 and 1.</param>
    public Interval ConfidenceInterval(double level = 0.95)
    {
        Samples.RequireLevel(level);
        if (Count == 1) return new Interval(double.NegativeInfinity, double.PositiveInfinity);
        var margin = StudentT.InvCDF(0, 1, Count - 1, (1 + level) / 2) * StandardError;
        return new Interval(Mean - margin, Mean + margin);
    }
}
