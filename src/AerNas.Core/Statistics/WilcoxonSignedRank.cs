// Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945) 80-83. Pairs without a difference are left out, as he
// does; equal sizes share their mean rank. W+ is the sum of the ranks of positive differences.
//
// Without a difference every sign is a fair coin. Its distribution over the ranks at hand, ties and all, is counted exactly for up to 200
// differences: sums of doubled ranks are whole numbers. Beyond, the normal approximation, its variance from the same ranks, corrected
// for continuity.

using MathNet.Numerics.Distributions;

namespace AerNas.Statistics;

/// <summary>Wilcoxon's signed-rank test of pairs: no assumption but that differences are symmetric around their middle.</summary>
public sealed record WilcoxonSignedRank
{
    /// <summary>The most differences for which the p-value is exact.</summary>
    private const int MostExact = 200;

    private WilcoxonSignedRank(double[] differences)
    {
        var ranks = Ranks.Of([.. differences.Select(Math.Abs)]);
        Count = differences.Length;
        Positive = differences.Zip(ranks).Where(d => d.First > 0).Sum(d => d.Second);
        Negative = differences.Zip(ranks).Where(d => d.First < 0).Sum(d => d.Second);
        IsExact = Count <= MostExact;
        PValue = Count == 0 ? double.NaN : IsExact ? ExactP(ranks) : ApproximateP(ranks);
    }

    /// <summary>W+: the sum of the ranks of positive differences (second above first).</summary>
    public double Positive { get; }

    /// <summary>W-: the sum of the ranks of negative differences.</summary>
    public double Negative { get; }

    /// <summary>Pairs with a difference: those that count.</summary>
    public int Count { get; }

    /// <summary>Pairs without a difference, which are left out.</summary>
    public int Zeros { get; private init; }

    /// <summary>Two-sided probability of sums as far apart if either sign were as likely; not a number where no pair differs.</summary>
    public double PValue { get; }

    /// <summary>Whether the p-value is counted, not approximated.</summary>
    public bool IsExact { get; }

    /// <summary>Tests pairs.</summary>
    /// <param name="first">One value a pair; at least one pair.</param>
    /// <param name="second">The other value of each pair, in the same order.</param>
    /// <exception cref="ArgumentException">They are not as many, there is none, or one is not finite.</exception>
    public static WilcoxonSignedRank Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var differences = Samples.Differences(first, second, least: 1);
        var counted = differences.Where(d => d != 0).ToArray();
        return new WilcoxonSignedRank(counted) { Zeros = differences.Length - counted.Length };
    }

    private double ExactP(IReadOnlyList<double> ranks)
    {
        var doubled = ranks.Select(rank => (int)Math.Round(2 * rank)).ToArray();
        var shares = new double[doubled.Sum() + 1]; // of the ways to give signs, by the doubled sum of positive ranks
        shares[0] = 1;
        foreach (var rank in doubled)
        {
            for (var sum = shares.Length - 1; sum >= 0; sum--)
                shares[sum] = (shares[sum] + (sum >= rank ? shares[sum - rank] : 0)) / 2;
        }

        var least = (int)Math.Round(2 * Math.Min(Positive, Negative));
        return Math.Min(1, 2 * shares.Take(least + 1).Sum());
    }

    private double ApproximateP(IReadOnlyList<double> ranks)
    {
        var deviation = Math.Sqrt(ranks.Sum(rank => rank * rank)) / 2;
        var distance = Math.Max(0, Math.Abs(Positive - Negative) / 2 - 0.5);
        return Math.Min(1, 2 * Normal.CDF(0, 1, -distance / deviation));
    }
}
