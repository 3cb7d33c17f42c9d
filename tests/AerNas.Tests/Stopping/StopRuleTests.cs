using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Stopping;

namespace AerNas.Tests.Stopping;

public sealed class StopRuleTests
{
    [Fact]
    public void SkipLimitReached_TheFirstCellOfTwoSkips_EndsTheSearchAndIsChosen()
    {
        var epochs = new[] { 3, 0, 1, 2, 3 }.Select((skips, epoch) => Traces.WithSkips(epoch, skips)).ToArray();

        var verdicts = Traces.Judge(new SkipLimitReached(first: 1, skips: 2), epochs);

        Assert.Equal([false, false, false, true, true], verdicts.Select(verdict => verdict is not null));
        Assert.Equal(3, verdicts[3]!.Epoch);
        Assert.Contains("2 skip connections", verdicts[3]!.Reason, StringComparison.Ordinal);
        Assert.Null(new SkipLimitReached(1, 2).Judge([]));
    }

    [Fact]
    public void StableRanking_ConvolutionsInTheSameOrder_EndTheSearchWhateverTheOthersDo()
    {
        var epochs = new[]
        {
            Traces.WithAlphas(0, 0, 0, 1, 2, 0), // 3x3 before 1x1
            Traces.WithAlphas(1, 0, 0, 2, 1, 0),
            Traces.WithAlphas(2, 0, 3, 2, 1, 0), // a skip connection overtakes: it has nothing to learn
            Traces.WithAlphas(3, 5, 3, 2, 1, 9),
            Traces.WithAlphas(4, 5, 3, 0, 1, 9),
            Traces.WithAlphas(5, 5, 3, 0, 1, 9),
        };

        var verdicts = Traces.Judge(new StableRanking(SearchSpace.NasBench201, first: 0, epochs: 2), epochs);

        Assert.Equal([3], Enumerable.Range(0, 6).Where(epoch => verdicts[epoch] is not null));
        Assert.Equal(3, verdicts[3]!.Epoch);
        Assert.All(Traces.Judge(new StableRanking(SearchSpace.NasBench201, first: 4, epochs: 2), epochs), Assert.Null);
    }

    [Theory]
    [InlineData(2.5, false)] // (1 + 1 + 1 + 1 + 2.5) / 5 is 1.3 times 1, no more
    [InlineData(2.51, true)]
    public void EigenvalueJump_PublishedWindow_ComparesMeansOfFiveFourChecksApart(double last, bool ends)
    {
        var epochs = Enumerable.Range(0, 23)
            .Select(epoch => Traces.WithEigenvalue(epoch, epoch % 2 != 0 ? null : epoch == 22 ? last : 1)).ToArray();

        var verdicts = Traces.Judge(new EigenvalueJump(new EigenvalueWindow(), first: 10), epochs);

        Assert.All(verdicts[..22], Assert.Null);
        Assert.Equal(ends ? 10 : null, verdicts[22]?.Epoch); // the centre of the earlier mean: 22 - 2 x 2 - 4 x 2
    }

    [Fact]
    public void EigenvalueJump_MeansBelowZero_AreDividedByAllTheSame()
    {
        var epochs = Enumerable.Range(0, 40).Select(epoch => Traces.WithEigenvalue(epoch, epoch < 20 ? -1 : -2)).ToArray();

        var verdicts = Traces.Judge(new EigenvalueJump(new EigenvalueWindow { Every = 1, Checks = 3, Lag = 2 }, first: 0), epochs);

        Assert.Equal(20, Array.FindIndex(verdicts, verdict => verdict is not null)); // -4/3 over -1
    }

    [Fact]
    public void EigenvalueJump_AfterTheLastEpoch_ComparesNothing()
    {
        var epochs = Enumerable.Range(0, 23)
            .Select(epoch => Traces.WithEigenvalue(epoch, epoch % 2 != 0 ? null : epoch == 22 ? 9 : 1)).ToArray();

        Assert.All(Traces.Judge(new EigenvalueJump(new EigenvalueWindow(), first: 10, epochs: 23), epochs), Assert.Null);
    }

    [Fact]
    public void EigenvalueJump_FromAMeanBelowZeroToOneAbove_IsNone()
    {
        var epochs = Enumerable.Range(0, 40).Select(epoch => Traces.WithEigenvalue(epoch, epoch < 20 ? -1 : 50)).ToArray();

        var verdicts = Traces.Judge(new EigenvalueJump(new EigenvalueWindow { Every = 1, Checks = 3, Lag = 2 }, first: 0), epochs);

        // its earlier mean, of epochs 18 to 20, holds the first 50
        Assert.Equal(22, Array.FindIndex(verdicts, verdict => verdict is not null));
    }

    [Fact]
    public void EigenvalueJump_RandomEigenvalues_StopsWhereTheListOfAllMeansDoes()
    {
        var stopped = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new CounterRandom(seed, RandomStream.EigenvalueStart, 0, 0);
            var values = Enumerable.Range(0, 25).Select(_ => 0.5 + random.Uniform()).ToArray();
            var window = new EigenvalueWindow
            {
                Every = 1 + random.Below(3),
                Checks = 1 + 2 * random.Below(3),
                Lag = 1 + random.Below(4),
                Ratio = 1.1,
            };
            var first = random.Below(10);
            var rule = new EigenvalueJump(window, first);
            var epochs = Enumerable.Range(0, values.Length * window.Every)
                .Select(epoch => Traces.WithEigenvalue(epoch, rule.NeedsEigenvalue(epoch) ? values[epoch / window.Every] : null)).ToArray();

            var verdict = Traces.Judge(rule, epochs).FirstOrDefault(v => v is not null);

            Assert.Equal(ByAllMeans(values, window, first), verdict?.Epoch);
            if (verdict is not null) stopped++;
        }

        Assert.InRange(stopped, 50, 199);
    }

    /// <summary>The epoch to go back to, from a list of all means so far.</summary>
    private static int? ByAllMeans(double[] values, EigenvalueWindow window, int first)
    {
        var means = new List<(int Centre, double Value)>();
        for (var check = 0; check < values.Length; check++)
        {
            var seen = values[Math.Max(0, check + 1 - window.Checks)..(check + 1)];
            var centre = seen.Length < (window.Checks + 1) / 2 ? -1 : window.Every * (check - window.Checks / 2);
            means.Add((centre, seen.Average()));
            if (check < window.Lag || means[check - window.Lag] is not { Centre: >= 0 } earlier || earlier.Centre < first) continue;
            if (means[check].Value / earlier.Value > window.Ratio) return earlier.Centre;
        }

        return null;
    }
}
