namespace AerNas.Statistics;

/// <summary>Cliff's delta (Psychological Bulletin 114, 1993), the size of the difference between two independent samples.</summary>
public static class CliffsDelta
{
    /// <summary>P(second above first) - P(second below first) for a value drawn from each: 1 where all of the second lie above, 0 where
    /// neither sample tends to be larger. Equal values count for neither.</summary>
    /// <exception cref="ArgumentException">A sample is empty, or a value is not finite.</exception>
    public static double Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Samples.RequireFinite(first, least: 1);
        Samples.RequireFinite(second, least: 1);
        var dominance = second.Sum(b => first.Sum(a => (long)b.CompareTo(a)));
        return (double)dominance / ((long)first.Count * second.Count);
    }
}
