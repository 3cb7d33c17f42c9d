using AerNas.Genotypes;
using AerNas.Tabular;

namespace AerNas.Tests.Tabular;

[Collection(AloneCollection.Name)]
public sealed class NatsBenchImportTests
{
    private const double Rounding = 1e-6; // the CSV has six decimals

    /// <summary>Read from the samples by CPython 3.11's own pickle, means by its sum.</summary>
    [Theory]
    [InlineData(0, TabularDataset.Cifar10, TabularSplit.Test, 200, 777, 85.62)]
    [InlineData(0, TabularDataset.Cifar10, TabularSplit.Test, 200, 888, 86.18)]
    [InlineData(0, TabularDataset.Cifar10Valid, TabularSplit.Valid, 12, 111, 64.016)]
    [InlineData(0, TabularDataset.Cifar10Valid, TabularSplit.Test, 200, 999, 81.14)]
    [InlineData(0, TabularDataset.Cifar100, TabularSplit.ValidAndTest, 200, 888, 53.38)]
    [InlineData(0, TabularDataset.Cifar10Valid, TabularSplit.Train, 12, 777, 63.92)]
    [InlineData(11, TabularDataset.Cifar10, TabularSplit.Train, 200, 888, 99.642)]
    [InlineData(11, TabularDataset.ImageNet16, TabularSplit.Valid, 200, 888, 31.433333)]
    [InlineData(11, TabularDataset.Cifar100, TabularSplit.Test, 200, 999, 68.28)]
    [InlineData(284, TabularDataset.Cifar100, TabularSplit.Test, 200, 888, 61.76)]
    [InlineData(284, TabularDataset.ImageNet16, TabularSplit.Test, 12, 111, 21.733333)]
    [InlineData(284, TabularDataset.Cifar10Valid, TabularSplit.Train, 200, 999, 96.224)]
    public void Samples_BySeed_AreWhatPythonReads(
        int cell, TabularDataset dataset, TabularSplit split, int epochs, int seed, double expected)
    {
        using var folder = new TemporaryFolder();
        using var table = ImportSamples(folder);
        Assert.Equal(expected, table.Accuracy(new CellIndex(cell), new TabularSeries(dataset, split, epochs), seed)!.Value, Rounding);
    }

    [Fact]
    public void Samples_Means_AreThoseOfTheCsv()
    {
        Assert.SkipWhen(PublishedCsv.Path is null, "shared/data/nasbench201 is not here");
        using var folder = new TemporaryFolder();
        using var table = ImportSamples(folder);
        foreach (var series in PublishedCsv.Columns)
        {
            var accuracies = PublishedCsv.Accuracies(series);
            foreach (var cell in NatsBenchFolderFixture.Samples)
                Assert.Equal(accuracies[cell], table.Accuracy(new CellIndex(cell), series)!.Value, Rounding);
        }
    }

    [Fact]
    public void Samples_HaveTheirSeedsRanksAndIndices()
    {
        using var folder = new TemporaryFolder();
        using var table = ImportSamples(folder);
        var series = new TabularSeries(TabularDataset.Cifar10, TabularSplit.Test, 200);
        Assert.Equal([777, 888, 999], table.Seeds(series));
        Assert.Equal([111, 777], table.Seeds(new TabularSeries(TabularDataset.Cifar10Valid, TabularSplit.Valid, 12)));
        Assert.Null(table.Accuracy(new CellIndex(0), series, 111));
        Assert.Null(table.Accuracy(new CellIndex(1), series));
        var ranking = new TabularRanking(table, series);
        Assert.Equal([11, 284, 0], ranking.Cells.Select(cell => cell.Value)); // 91.58, 88.79, 85.86
        Assert.Equal([3, 1, 2], NatsBenchFolderFixture.Samples.Select(cell => ranking.RankOf(new CellIndex(cell))!.Value));
        Assert.Null(ranking.RankOf(new CellIndex(1)));
        foreach (var cell in NatsBenchFolderFixture.Samples)
            Assert.Equal(new CellIndex(cell), table.IndexOf(GenotypeNotation.Parse(NatsBenchFolderFixture.Cells[cell])));
    }

    /// <summary>Parameters, FLOPs, latency in s, seconds an epoch of training and of validation, as CPython reads them.</summary>
    [Theory]
    [InlineData(0, TabularDataset.Cifar10Valid, 129_306, 15_647_370, 0.0139359758611311, 7.221092998981476, 2.5489792369660877)]
    [InlineData(11, TabularDataset.Cifar100, 808_276, 113_957_220, 0.01613893773820665, 24.924113591512043, null)]
    [InlineData(284, TabularDataset.ImageNet16, 108_456, 2_936_440, 0.012153426806131998, 29.586320243040717, null)]
    public void Samples_Costs_AreWhatPythonReads(
        int cell, TabularDataset dataset, long parameters, long flops, double latency, double trainEpoch, double? validation)
    {
        using var folder = new TemporaryFolder();
        using var table = ImportSamples(folder);
        var cost = table.Cost(new CellIndex(cell), new TabularSeries(dataset, TabularSplit.Valid, 12))!;
        Assert.Equal((parameters, flops), (cost.Parameters, cost.Flops));
        Assert.Equal(latency, cost.LatencySeconds!.Value, 1e-9);
        Assert.Equal(12 * trainEpoch, cost.TrainSeconds!.Value, 1e-5);
        if (validation is not null) Assert.Equal(validation.Value, cost.EvaluationSeconds!.Value, 1e-6);
        Assert.Null(table.Cost(new CellIndex(1), new TabularSeries(dataset, TabularSplit.Valid, 12)));
    }

    [Fact]
    public void Folder_WithoutAllCells_IsRefusedUnlessAPartIsAskedFor()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<TabularFormatException>(() =>
            TestImport.Run(NatsBenchFolderFixture.RequireFolder(), folder["part.tabular"]));
        Assert.Contains("holds 3 of 15625 cells", error.Message, StringComparison.Ordinal);
        Assert.Contains("000001.pickle.pbz2", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    /// <summary>A reduced folder; AERNAS_FULL_SIZE=1 takes all 15,625 cells: 1.3 GB, and minutes.</summary>
    [Fact]
    public void SyntheticFolder_IsImported_AndMemoryStaysFlat()
    {
        NatsBenchFolderFixture.RequireFolder();
        var whole = Environment.GetEnvironmentVariable("AERNAS_FULL_SIZE") == "1";
        int[] indices = whole
            ? [.. Enumerable.Range(0, TabularBenchmark.CellCount)]
            : [.. Enumerable.Range(1, 20), 300, 4000, 15_623, 15_624];
        using var folder = new TemporaryFolder();
        var source = Directory.CreateDirectory(folder["cells"]).FullName;
        NatsBenchFolderFixture.WriteCells(source, indices);

        var memory = new MemoryWatch();
        TestImport.Run(source, folder["cells.tabular"], !whole, memory);
        TestContext.Current.TestOutputHelper?.WriteLine($"{indices.Length} cells, {memory}");

        Assert.True(memory.Peak < 300 << 20, $"{memory}");
        using var samples = ImportSamples(folder);
        using var table = TabularBenchmark.Open(folder["cells.tabular"]);
        foreach (var (index, series) in from index in indices from series in table.Series select (index, series))
        {
            var sample = NatsBenchFolderFixture.Samples[NatsBenchFolderFixture.SampleOf(index)];
            Assert.Equal(samples.Accuracy(new CellIndex(sample), series), table.Accuracy(new CellIndex(index), series));
        }
    }

    private static TabularBenchmark ImportSamples(TemporaryFolder folder)
    {
        TestImport.Run(NatsBenchFolderFixture.RequireFolder(), folder["samples.tabular"], allowMissing: true);
        return TabularBenchmark.Open(folder["samples.tabular"]);
    }
}
