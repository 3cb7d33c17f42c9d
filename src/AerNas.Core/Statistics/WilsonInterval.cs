namespace AerNas.Statistics;

/// <summary>Where a share lies that was measured by counting hits: the score interval of Wilson (1927), which stays within 0 and 1 and
/// holds for few trials and for shares near 0 or 1, where the usual one does not.</summary>
public static class WilsonInterval
{
    /// <summary>The confidence of <see cref="Of"/>.</summary>
    public const double Confidence = 0.95;

    private const double Quantile = 1.959963984540054; // of the normal distribution, at 1 - (1 - Confidence) / 2

    /// <summary>The 95 % interval of a share.</summary>
    /// <param name="hits">How many trials were hits.</param>
    /// <param name="trials">How many there were, at least 1.</param>
    public static Interval Of(long hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        double share = (double)hits / trials, squared = Quantile * Quantile / trials;
        var (centre, half) = (share + squared / 2, Math.Sqrt(squared * (share * (1 - share) + squared / 4)));
        return new Interval(Math.Max(0, (centre - half) / (1 + squared)), Math.Min(1, (centre + half) / (1 + squared)));
    }
}
