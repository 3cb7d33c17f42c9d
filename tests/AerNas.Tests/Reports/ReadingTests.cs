using System.Text.RegularExpressions;
using AerNas.Reports.Pages;
using AerNas.Reports.Runs;

namespace AerNas.Tests.Reports;

public sealed class ReadingTests
{
    [Fact]
    public void EdgeHistory_OfAlphas_IsTheirSoftmax()
    {
        using var folder = new TemporaryFolder();

        var edges = EdgeHistory.Of(RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 3)));

        Assert.Equal(["0 → 1", "0 → 2", "1 → 2", "0 → 3", "1 → 3", "2 → 3"], edges.Select(edge => edge.Label));
        var last = edges[0].Shares.Select(share => share[2]).ToArray();
        var expected = Enumerable.Range(0, 5).Select(i => Math.Exp(0.2 * i)).ToArray(); // alpha of operation i on this edge in epoch 2
        Assert.Equal(expected.Select(e => e / expected.Sum()), last, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(edges[3].Shares, share => Assert.Equal(0.2, share[0], 12)); // alpha is 0 in epoch 0
    }

    [Fact]
    public void EdgeHistory_OfRecordedProbabilities_IsThese()
    {
        using var folder = new TemporaryFolder();
        var metrics = Path.Combine(SmallRuns.Search(folder["search"], epochs: 1), "metrics.jsonl");
        File.WriteAllText(metrics, File.ReadAllText(metrics)
            .Replace("\"alpha\":", "\"probability\":{\"Normal\":{\"1<-0\":{\"skip_connect\":0.9}}},\"alpha\":", StringComparison.Ordinal));
        var run = RecordedRun.Read(folder["search"]);

        var edges = EdgeHistory.Of(run);

        Assert.Equal([0.9], edges[0].Shares.Select(share => share[0]));
        Assert.All(edges[1].Shares, share => Assert.Equal(0.2, share[0], 12));
        Assert.Contains("The probabilities that α stands for by the method", RunReport.Html(run), StringComparison.Ordinal);
        Assert.DoesNotContain("probability", run.Epochs[0].Numbers.Keys);
    }

    [Fact]
    public void CellStretch_OfTwoCells_TellsWhenAndHowTheyChanged()
    {
        using var folder = new TemporaryFolder();

        var stretches = CellStretch.Of(RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 5)));

        Assert.Equal([(0, 1), (2, 4)], stretches.Select(stretch => (stretch.First, stretch.Last)));
        Assert.Equal(["0 → 1 nor_conv_3x3", "2 → 3 nor_conv_1x1"], stretches[1].NewAgainst(stretches[0].Genotype));
    }

    [Fact]
    public void CollapseSigns_OfTwoCells_CountWhatHasNoWeights()
    {
        using var folder = new TemporaryFolder();

        var signs = CollapseSigns.Of(RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 4)));

        Assert.Equal([2.0, 2, 1, 1], signs.SkipConnections);
        Assert.Equal([4.0, 4, 3, 3], signs.WithoutWeights);
        Assert.Equal(6, signs.Edges);
        Assert.Equal(0.2, signs.SkipMixture[0], 12); // all alphas are equal
        Assert.True(signs.StrongestMixture[3] > signs.StrongestMixture[0]);
    }

    [Fact]
    public void CollapseSigns_OfASkipConnectionThatIsSearchedTwice_CountBothShares()
    {
        using var folder = new TemporaryFolder();
        var metrics = Path.Combine(SmallRuns.Search(folder["search"], epochs: 1), "metrics.jsonl");
        File.WriteAllText(metrics, File.ReadAllText(metrics).Replace("\"avg_pool_3x3\":", "\"skip_connect_2\":", StringComparison.Ordinal));

        Assert.Equal(0.4, CollapseSigns.Of(RecordedRun.Read(folder["search"])).SkipMixture[0], 12); // two of five, all alphas are equal
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"none\":null}")]
    public void EdgeOfWhichNoOperationWasRecorded_IsLeftOutOfThePage(string alphas)
    {
        using var folder = new TemporaryFolder();
        var metrics = Path.Combine(SmallRuns.Search(folder["search"], epochs: 2), "metrics.jsonl");
        File.WriteAllLines(metrics, File.ReadLines(metrics)
            .Select(line => Regex.Replace(line, """(?<="3(<|\\u003C)-1":)\{[^}]*\}""", alphas)).ToArray());

        var run = RecordedRun.Read(folder["search"]);

        Assert.Equal(["0 → 1", "0 → 2", "1 → 2", "0 → 3", "2 → 3"], EdgeHistory.Of(run).Select(edge => edge.Label));
        Assert.Contains("edge 2 → 3", RunReport.Html(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Training_HasNeitherCellsNorAlphas_AndNoSigns()
    {
        using var folder = new TemporaryFolder();
        var run = RecordedRun.Read(SmallRuns.Training(folder["training"], epochs: 2));

        Assert.Empty(EdgeHistory.Of(run));
        Assert.Empty(CellStretch.Of(run));
        Assert.All(CollapseSigns.Of(run).SkipMixture, share => Assert.True(double.IsNaN(share)));
        Assert.Equal(SmallRuns.LastCell, run.Genotype!.ToString());
    }

    [Fact]
    public void RunGroup_SeedsOfTwoSettings_AreTwoGroupsNamedByTheirDifference()
    {
        using var folder = new TemporaryFolder();
        var runs = from schedule in new[] { "Off", "Cosine" }
                   from seed in Enumerable.Range(1, 2)
                   select RecordedRun.Read(SmallRuns.Search(folder[$"{schedule}-{seed}"], epochs: 4, seed, schedule));

        var groups = RunGroup.Of(runs);

        Assert.Equal(["entropy.schedule Off", "entropy.schedule Cosine"], groups.Select(group => group.Label));
        var (means, deviations) = groups[0].MeanSeries("trainLoss");
        Assert.Equal(2.3 - 0.25 - 0.015, means[0], 12);
        Assert.Equal(0.01 / Math.Sqrt(2), deviations[0], 12); // 0.01 and 0.02 around 0.015
        Assert.Equal(["1", "2"], groups[0].LastBySeed("trainLoss").Keys);
    }
}
