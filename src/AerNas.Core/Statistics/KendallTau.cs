// Kendall, Rank Correlation Methods (1948); the sums in O(n log n) after Knight, JASA 61 (1966) 436-439.
//
//   tau_b = (P - Q) / sqrt((N - X) (N - Y)),   N = n (n - 1) / 2
//
// with P concordant and Q discordant pairs, X pairs tied in the first and Y in the second ranking. Pairs are sorted by the first ranking,
// inside its ties by the second; what a merge sort by the second then exchanges is Q. The p-value of "no association" is exact without
// ties and for up to 170 values (the share of permutations by inversions), otherwise that of the normal approximation, its variance
// corrected for ties, without a correction for continuity.

using MathNet.Numerics.Distributions;

namespace AerNas.Statistics;

/// <summary>Kendall's rank correlation tau-b of two rankings, ties handled.</summary>
public sealed record KendallTau
{
    /// <summary>The most values for which the p-value is exact; beyond, the approximation is as good and its cost does not grow.</summary>
    private const int MostExact = 170;

    private KendallTau(double tau, double p, long concordant, long discordant) =>
        (Tau, PValue, Concordant, Discordant) = (tau, p, concordant, discordant);

    /// <summary>tau-b, -1 to 1; not a number where one ranking is a single tie.</summary>
    public double Tau { get; }

    /// <summary>Two-sided probability of a correlation as strong without an association; not a number where tau is none.</summary>
    public double PValue { get; }

    /// <summary>Pairs that both rankings order alike.</summary>
    public long Concordant { get; }

    /// <summary>Pairs that the rankings order the other way round.</summary>
    public long Discordant { get; }

    /// <summary>Correlates two rankings.</summary>
    /// <param name="first">Values of the first, at least two.</param>
    /// <param name="second">Values of the second, as many.</param>
    /// <exception cref="ArgumentException">They are not as many, fewer than two, or one is not a number.</exception>
    public static KendallTau Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Samples.RequirePairs(first, second);
        Samples.RequireNumbers(first);
        Samples.RequireNumbers(second);
        if (first.Count < 2) throw new ArgumentException($"A ranking has at least two values, got {first.Count}.", nameof(first));
        var order = Enumerable.Range(0, first.Count).OrderBy(i => first[i]).ThenBy(i => second[i]).ToArray();
        var discordant = Exchanges([.. order.Select(i => second[i])]);

        var n = first.Count;
        var pairs = Pairs(n);
        var tiesOfFirst = Ranks.Ties(first).ToArray();
        var tiesOfSecond = Ranks.Ties(second).ToArray();
        var tiedInBoth = first.Zip(second).GroupBy(pair => pair).Sum(group => Pairs(group.LongCount()));
        var (x, y) = (tiesOfFirst.Sum(Pairs), tiesOfSecond.Sum(Pairs));
        var concordant = pairs - x - y + tiedInBoth - discordant;
        if (x == pairs || y == pairs) return new KendallTau(double.NaN, double.NaN, concordant, discordant);

        var tau = (concordant - discordant) / Math.Sqrt((double)(pairs - x) * (pairs - y));
        var p = x == 0 && y == 0 && n <= MostExact
            ? ExactP(n, Math.Min(concordant, discordant))
            : ApproximateP(concordant - discordant, n, tiesOfFirst, tiesOfSecond);
        return new KendallTau(Math.Clamp(tau, -1, 1), p, concordant, discordant);
    }

    private static long Pairs(long n) => n * (n - 1) / 2;

    /// <summary>How often a merge sort takes a value over a larger one; sorts in place.</summary>
    private static long Exchanges(double[] values)
    {
        if (values.Length < 2) return 0;
        var (left, right) = (values[..(values.Length / 2)], values[(values.Length / 2)..]);
        var exchanges = Exchanges(left) + Exchanges(right);
        for (int i = 0, l = 0, r = 0; i < values.Length; i++)
        {
            if (r == right.Length || (l < left.Length && left[l] <= right[r]))
            {
                values[i] = left[l++];
            }
            else
            {
                values[i] = right[r++];
                exchanges += left.Length - l;
            }
        }

        return exchanges;
    }

    /// <summary>Twice the share of the permutations of n with at most some inversions.</summary>
    private static double ExactP(int n, long inversions)
    {
        var counts = new double[inversions + 1]; // permutations by inversions
        counts[0] = 1;
        for (var length = 2; length <= n; length++)
        {
            var window = 0.0;
            var longer = new double[counts.Length];
            for (var k = 0; k < counts.Length; k++)
            {
                window += counts[k];
                if (k >= length) window -= counts[k - length];
                longer[k] = window / length; // a share, so that no count overflows
            }

            counts = longer;
        }

        return Math.Min(1, 2 * counts.Sum());
    }

    private static double ApproximateP(long score, int n, long[] tiesOfFirst, long[] tiesOfSecond)
    {
        var v0 = Weight(n);
        var (vt, vu) = (tiesOfFirst.Sum(t => Weight(t)), tiesOfSecond.Sum(t => Weight(t)));
        var v1 = (double)tiesOfFirst.Sum(Pairs) * tiesOfSecond.Sum(Pairs) / Pairs(n);
        var v2 = n < 3 ? 0 : Triples(tiesOfFirst) * Triples(tiesOfSecond) / (9.0 * n * (n - 1) * (n - 2));
        var variance = (v0 - vt - vu) / 18 + v1 + v2;
        return 2 * Normal.CDF(0, 1, -Math.Abs(score) / Math.Sqrt(variance));

        static double Weight(long t) => (double)t * (t - 1) * (2 * t + 5);
        static double Triples(long[] ties) => ties.Sum(t => (double)t * (t - 1) * (t - 2));
    }
}
