namespace AerNas.Statistics;

/// <summary>Correlations of two samples by value and by rank.</summary>
internal static class Correlation
{
    /// <summary>Pearson's r, -1 to 1; not a number where one sample is constant.</summary>
    /// <exception cref="ArgumentException">They are not as many, fewer than two, or one is not finite.</exception>
    public static double Pearson(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Samples.RequirePairs(first, second);
        Samples.RequireFinite(first, least: 2);
        Samples.RequireFinite(second, least: 2);
        var (meanOfFirst, meanOfSecond) = (first.Average(), second.Average());
        double products = 0, squaresOfFirst = 0, squaresOfSecond = 0;
        foreach (var (a, b) in first.Zip(second, (a, b) => (a - meanOfFirst, b - meanOfSecond)))
        {
            products += a * b;
            squaresOfFirst += a * a;
            squaresOfSecond += b * b;
        }

        return Math.Clamp(products / Math.Sqrt(squaresOfFirst * squaresOfSecond), -1, 1);
    }

    /// <summary>Spearman's rho: Pearson's r of the ranks, ties at their mean rank.</summary>
    /// <exception cref="ArgumentException">They are not as many, fewer than two, or one is not a number.</exception>
    public static double Spearman(IReadOnlyList<double> first, IReadOnlyList<double> second) => Pearson(Ranks.Of(first), Ranks.Of(second));
}
