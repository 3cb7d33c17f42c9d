using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Tabular;
using AerNas.Zoo;

namespace AerNas.Tests.Tabular;

public sealed class TabularBenchmarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TabularBenchmark _table;

    public TabularBenchmarkTests() => _table = PublishedCsv.Import(_folder);

    public void Dispose()
    {
        _table?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Accuracies_OfAllCells_AreThoseOfTheFile()
    {
        foreach (var series in PublishedCsv.Columns)
        {
            var expected = PublishedCsv.Accuracies(series);
            Assert.Equal(TabularBenchmark.CellCount, expected.Length);
            Assert.Equal(expected, TabularBenchmark.Cells.Select(cell => _table.Accuracy(cell, series)!.Value));
            Assert.Empty(_table.Seeds(series));
        }

        Assert.Equal(PublishedCsv.Columns.ToHashSet(), [.. _table.Series]);
    }

    [Fact]
    public void Indices_OfAllCells_AreThePublishedOnes()
    {
        var cells = PublishedCsv.Cells;
        for (var index = 0; index < cells.Count; index++)
        {
            Assert.Equal(new CellIndex(index), _table.IndexOf(GenotypeNotation.Parse(cells[index])));
            Assert.Equal(cells[index], _table.GenotypeOf(new CellIndex(index)).ToString());
        }
    }

    [Fact]
    public void Ranks_OfAllCells_CountTheBetterOnes()
    {
        foreach (var series in PublishedCsv.Columns)
        {
            var accuracies = PublishedCsv.Accuracies(series);
            var better = accuracies.CountBy(a => a).OrderByDescending(a => a.Key)
                .Aggregate((Ranks: new Dictionary<double, int>(), Before: 0), (all, next) =>
            {
                all.Ranks.Add(next.Key, all.Before + 1);
                return (all.Ranks, all.Before + next.Value);
            }).Ranks;
            var ranking = new TabularRanking(_table, series);
            Assert.Equal(accuracies.Select(a => better[a]), TabularBenchmark.Cells.Select(cell => ranking.RankOf(cell)!.Value));
            Assert.Equal(accuracies.Count(a => a == accuracies[17]), ranking.EqualTo(new CellIndex(17)));
        }
    }

    /// <summary>The paper's row of a collapsed search, and the published best of CIFAR-10.</summary>
    [Fact]
    public void KnownCells_HaveThePublishedAccuracies()
    {
        var allSkip = _table.IndexOf(GenotypeNotation.Parse(PublishedCsv.AllSkip));
        Assert.Equal(["54.30", "15.61", "16.32"],
            PublishedCsv.Columns.Take(3).Select(series => $"{_table.Accuracy(allSkip, series):0.00}"));
        var ranking = new TabularRanking(_table, PublishedCsv.Columns[0]);
        Assert.Equal("94.37", $"{_table.Accuracy(ranking.Cells[0], PublishedCsv.Columns[0]):0.00}");
        Assert.Equal(1, ranking.RankOf(ranking.Cells[0]));
        Assert.Equal(ranking.Cells[0], ranking.Best(1, new CellBudget())[0]);
    }

    [Fact]
    public void Best_UnderABudget_IsTheBestOfThoseThatFit()
    {
        var series = PublishedCsv.Columns[1];
        var accuracies = PublishedCsv.Accuracies(series);
        var skeleton = Skeleton.NasBench201 with { Classes = 100 };
        var expected = PublishedCsv.Cells.Select((text, index) => (index, cost: GenotypeCost.Of(GenotypeNotation.Parse(text), skeleton)))
            .Where(c => c.cost.Parameters <= 300_000 && c.cost.Flops <= 40_000_000)
            .OrderByDescending(c => accuracies[c.index])
            .DistinctBy(c => NasBench201Structure.IsomorphismKey(GenotypeNotation.Parse(PublishedCsv.Cells[c.index]))).Take(5)
            .Select(c => new CellIndex(c.index));
        var best = new TabularRanking(_table, series).Best(5, new CellBudget { MaxParameters = 300_000, MaxFlops = 40_000_000 });
        Assert.Equal(expected, best);
    }

    [Fact]
    public void Best_UnderALimitOfTimeThatTheTableDoesNotKnow_IsNoCell() =>
        Assert.Empty(new TabularRanking(_table, PublishedCsv.Columns[0]).Best(5, new CellBudget { MaxTrainSeconds = 1e9 }));

    /// <summary>6,466: Dong and Yang, NAS-Bench-201 (ICLR 2020), section 2.1.</summary>
    [Fact]
    public void Classes_AreAsManyAsPublished_AndHoldTheirMembers()
    {
        Assert.Equal(6466, TabularBenchmark.Cells.Select(_table.ClassOf).Distinct().Count());
        var cell = _table.IndexOf(GenotypeNotation.Parse("|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|"));
        var members = _table.IsomorphicTo(cell);
        Assert.Contains(cell, members);
        Assert.Equal(members.MinBy(member => member.Value), _table.ClassOf(cell));
        var keys = members.Select(member => NasBench201Structure.IsomorphismKey(_table.GenotypeOf(member))).Distinct();
        Assert.Single(keys);
    }

    [Fact]
    public void Table_AskedForWhatItDoesNotHave_SaysWhatItHas()
    {
        var error = Assert.Throws<ArgumentException>(
            () => _table.Accuracy(new CellIndex(0), new TabularSeries(TabularDataset.Cifar100, TabularSplit.Train, 200)));
        Assert.Contains("cifar100 train, 200 epochs", error.Message, StringComparison.Ordinal);
        Assert.Contains("cifar100 test, 12 epochs", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _table.Accuracy(new CellIndex(TabularBenchmark.CellCount), PublishedCsv.Columns[0]));
        Assert.Throws<ArgumentException>(() => _table.IndexOf(GenotypeZoo.Find("DARTS_V2").Architecture));
    }
}
