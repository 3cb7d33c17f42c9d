using AerNas.Statistics;

namespace AerNas.Tests.Statistics;

public sealed class CorrelationTests
{
    [Fact]
    public void KendallTau_OfTuna_IsThatOfTheBook()
    {
        var tuna = KendallTau.Of(PublishedSamples.TunaLightness, PublishedSamples.TunaLiked);

        Assert.Equal((26, 10), (tuna.Concordant, tuna.Discordant));
        Assert.Equal(4 / 9.0, tuna.Tau, 12);
        Assert.Equal(0.1194389329806, tuna.PValue, 12); // 43342 of 9! permutations, counted by a program of its own
    }

    /// <summary>The example in the manual of SciPy, <c>kendalltau</c>: both rankings have ties.</summary>
    [Fact]
    public void KendallTau_OfTiedRankings_IsThatOfTheManual()
    {
        var tied = KendallTau.Of([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]);

        Assert.Equal(-0.47140452079103173, tied.Tau, 12);
        Assert.Equal(0.2827454599327748, tied.PValue, 12);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(60, 5)]
    [InlineData(333, 40)]
    [InlineData(500, 1_000_000)]
    public void KendallTau_OfRandomRankings_IsThatOfAllPairs(int count, int values)
    {
        var random = new Random(count);
        var first = Draw();
        var second = Draw();
        first[0] = -1; // no ranking is one tie
        second[^1] = -1;
        long concordant = 0, discordant = 0, first0 = 0, second0 = 0;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (Math.Sign(first[i] - first[j]), Math.Sign(second[i] - second[j]));
                if (a * b > 0) concordant++;
                if (a * b < 0) discordant++;
                if (a == 0) first0++;
                if (b == 0) second0++;
            }
        }

        var pairs = count * (count - 1L) / 2;
        var found = KendallTau.Of(first, second);

        Assert.Equal((concordant, discordant), (found.Concordant, found.Discordant));
        Assert.Equal((concordant - discordant) / Math.Sqrt((double)(pairs - first0) * (pairs - second0)), found.Tau, 12);
        Assert.InRange(found.PValue, 0, 1);

        double[] Draw() => [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(values))];
    }

    /// <summary>Beyond what is counted; the exact value is from whole numbers of 310 digits, by a program of its own.</summary>
    [Fact]
    public void KendallTau_LongRankings_HaveNearlyTheExactPValue()
    {
        double[] values = [.. Enumerable.Range(0, 171).Select(i => (double)i)];

        var found = KendallTau.Of(values, [.. values.Select(v => v * 37 % 171)]);

        Assert.Equal(6993, found.Discordant);
        Assert.Equal(0.4647294973175975, found.PValue, 2e-3); // the approximation takes no half a step for continuity
    }

    [Fact]
    public void KendallTau_RankingThatIsOneTie_IsNone()
    {
        var tied = KendallTau.Of([1, 1, 1], [1, 2, 3]);

        Assert.True(double.IsNaN(tied.Tau) && double.IsNaN(tied.PValue));
    }

    [Fact]
    public void KendallTau_RankingsOfDifferentLength_AreRefused() =>
        Assert.Contains("3", Assert.Throws<ArgumentException>(() => KendallTau.Of([1, 2, 3], [1, 2])).Message, StringComparison.Ordinal);


    [Fact]
    public void Ranks_EqualValues_ShareTheirMean() => Assert.Equal([4.0, 1.5, 3.0, 1.5], Ranks.Of([9, 2, 5, 2]));

    [Fact]
    public void Ranks_OfWhatIsNoNumber_AreRefused() =>
        Assert.Contains("Value 1", Assert.Throws<ArgumentException>(() => Ranks.Of([1, double.NaN])).Message, StringComparison.Ordinal);
}
