using AerNas.Genotypes;
using AerNas.Tabular;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Cli;

/// <summary><c>tabular stats</c> counts what a table holds, which may be a part.</summary>
public sealed class TabularStatsTests : IDisposable
{
    private const string All = "15,625 cells";

    private static readonly TabularSeries Valid = new(TabularDataset.Cifar10Valid, TabularSplit.Valid, 12);
    private static readonly TabularSeries Test = new(TabularDataset.Cifar100, TabularSplit.Test, 200);

    // The first two compute the same, for node 1 is the input: the sum of a convolution of 3x3 and one of 1x1.
    private static readonly string[] Cells =
    [
        "|skip_connect~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|none~0|none~1|skip_connect~2|",
        "|skip_connect~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|none~0|none~1|skip_connect~2|",
        "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|",
        "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The accuracies of the cells, one each; then how many of them there are, and how many are different.
    [Theory]
    [InlineData(1, 1, "1 of " + All + ", 1 of them different", 10.0)]
    [InlineData(2, 1, "2 of " + All + ", 1 of them different", 10.0, 20.0)]
    [InlineData(3, 2, "3 of " + All + ", 2 of them different", 30.0, 20.0, 10.0)]
    [InlineData(4, 3, "4 of " + All + ", 3 of them different", 10.0, 40.0, 30.0, 20.0)]
    public void PartOfATable_IsCountedAsOne(int cells, int classes, string told, params double[] accuracies)
    {
        var run = Stats(accuracies.Select((accuracy, place) => (place, Valid, 777, accuracy)));
        Assert.Equal((cells, classes), ((int)run.Result["cells"]!, (int)run.Result["classes"]!));
        Assert.Contains($"made up: {told} up to isomorphism", run.Error, StringComparison.Ordinal);
        var series = Assert.Single(run.Result["series"]!.AsArray())!;
        Assert.Equal((cells, accuracies.Average(), accuracies.Max()),
            ((int)series["cells"]!, (double)series["mean"]!, (double)series["accuracyOfBest"]!));
        Assert.Equal(Cells[Array.IndexOf(accuracies, accuracies.Max())], (string)series["best"]!["genotype"]!);
    }

    [Fact]
    public void SeriesOfUnlikeParts_AreCountedEachByItself()
    {
        var run = Stats([(0, Valid, 777, 50), (1, Valid, 777, 60), (2, Valid, 777, 70), (2, Test, 777, 20), (3, Test, 888, 30)]);
        Assert.Equal((4, 3), ((int)run.Result["cells"]!, (int)run.Result["classes"]!));
        var series = run.Result["series"]!.AsArray().ToDictionary(one => $"{one!["dataset"]} {one["split"]} {one["epochs"]}", one => one!);
        Assert.Equal(["cifar10-valid valid 12", "cifar100 test 200"], series.Keys.Order());
        Assert.Equal((3, 60.0), ((int)series["cifar10-valid valid 12"]["cells"]!, (double)series["cifar10-valid valid 12"]["mean"]!));
        Assert.Equal((2, 25.0), ((int)series["cifar100 test 200"]["cells"]!, (double)series["cifar100 test 200"]["mean"]!));
        Assert.Equal([777, 888], series["cifar100 test 200"]["seeds"]!.AsArray().Select(seed => (int)seed!));
    }

    [Fact]
    public void CellOfSeveralSeeds_IsOneCellOfTheirMean()
    {
        var run = Stats([(0, Valid, 111, 50), (0, Valid, 777, 60), (0, Valid, 888, 70)]);
        Assert.Equal(1, (int)run.Result["cells"]!);
        Assert.Equal(60.0, (double)Assert.Single(run.Result["series"]!.AsArray())!["mean"]!, 1e-9);
        Assert.Contains("(seeds 111, 777, 888)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TableWithoutAccuracies_HoldsNone()
    {
        var run = Stats([]);
        Assert.Equal((0, 0, 0), ((int)run.Result["cells"]!, (int)run.Result["classes"]!, run.Result["series"]!.AsArray().Count));
    }

    [Fact]
    public void WholeTable_HoldsAllCells_OfWhichThePublishedNumberIsDifferent()
    {
        PublishedCsv.Import(_folder).Dispose();
        var run = CommandRun.Of("tabular", "stats", _folder["accuracies.tabular"], "--json");
        Assert.Equal((TabularBenchmark.CellCount, 9), ((int)run.Result["cells"]!, run.Result["series"]!.AsArray().Count));
        using var table = TabularBenchmark.Open(_folder["accuracies.tabular"]);
        Assert.Equal(TabularBenchmark.Cells.Select(table.ClassOf).Distinct().Count(), (int)run.Result["classes"]!);
        Assert.Contains($": {All}, ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void SamplesOfTheFolder_AreCounted()
    {
        var source = NatsBenchFolderFixture.RequireFolder();
        Assert.Equal(0, CommandRun.Of("tabular", "import", source, "--out", _folder["t"], "--partial").ExitCode);
        var run = CommandRun.Of("tabular", "stats", _folder["t"], "--json");
        Assert.Equal((3, 3), ((int)run.Result["cells"]!, (int)run.Result["classes"]!));
        Assert.Contains($": 3 of {All}, 3 of them different", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The statistics of a table in which some of <see cref="Cells"/> have accuracies.</summary>
    private CommandRun Stats(IEnumerable<(int Cell, TabularSeries Series, int Seed, double Accuracy)> values)
    {
        var table = new TabularBuilder("made up");
        for (var index = 0; index < TabularBenchmark.CellCount; index++)
            Assert.Null(table.Place(new CellIndex(index), CellCode.ToGenotype(index)));
        foreach (var (cell, series, seed, accuracy) in values)
            table.Set(new CellIndex(CellCode.Of(GenotypeNotation.Parse(Cells[cell]))),
                [new(TabularColumn.Accuracy(series, seed), accuracy)]);
        File.WriteAllBytes(_folder["part.tabular"], TabularWriter.Write(table));
        return CommandRun.Of("tabular", "stats", _folder["part.tabular"], "--json");
    }
}
