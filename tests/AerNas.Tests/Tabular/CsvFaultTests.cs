using System.Text;
using AerNas.Tabular;

namespace AerNas.Tests.Tabular;

public sealed class CsvFaultTests
{
    private const string Head = "index,arch,cifar10_test_200\n";
    private const string First =
        "0,|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|,85.863333\n";
    private const string Second =
        "1,|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|,93.66\n";

    [Theory]
    [InlineData("", 0, "cell 0")]
    [InlineData("a,b,c\n", 0, "the head must be")]
    [InlineData("index,arch,cifar10_score\n", 0, "'cifar10_score' is no column")]
    [InlineData("index,arch,cifar10_test_200,cifar10_test_200\n", 0, "twice")]
    [InlineData(Head + First + "1,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|\n", 0, "2 fields where the head has 3")]
    [InlineData(Head + First + "x,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,1\n", 0, "'x' is no whole number")]
    [InlineData(Head + First + "15625,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,1\n", 0, "index 15625 is outside")]
    [InlineData(Head + First + "0,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,1\n", 0, "index 0 occurs twice")]
    [InlineData(Head + First + "1,|none~0|+|none~0|none~1|+|none~0|none~1|,1\n", 0, "not well formed")]
    [InlineData(Head + First + "1,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,good\n", 0, "'good' is no accuracy")]
    [InlineData(Head + First + "1,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,101\n", 0, "'101' is no accuracy")]
    [InlineData(Head + First + "1,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,NaN\n", 0, "'NaN' is no accuracy")]
    [InlineData(Head + First + Second, 1, "ends without cell 2")]
    public void Import_OfABadTable_TellsLineAndOffset_AndLeavesNothing(string csv, int endsEarly, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.csv", Encoding.UTF8.GetBytes(csv));
        var error = Assert.Throws<TabularFormatException>(() => TestImport.Run(path, folder["bad.tabular"]));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{path}, byte {error.Offset}: line ", error.Message, StringComparison.Ordinal);
        var lastLine = csv.TrimEnd('\n').LastIndexOf('\n') + 1;
        Assert.Equal(endsEarly == 1 ? csv.Length : lastLine, error.Offset);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Import_WithTheCellOfAnotherRow_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.csv", Encoding.UTF8.GetBytes(Head + First + First.Replace("0,|", "1,|", StringComparison.Ordinal)));
        var error = Assert.Throws<TabularFormatException>(() => TestImport.Run(path, folder["bad.tabular"]));
        Assert.Contains("occurs twice, the second time with index 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OfTheWholeTableWithoutOneRow_NamesTheCell()
    {
        Assert.SkipWhen(PublishedCsv.Path is null, "shared/data/nasbench201 is not here");
        using var folder = new TemporaryFolder();
        var lines = File.ReadAllLines(PublishedCsv.Path!).Where(line => !line.StartsWith("7000,", StringComparison.Ordinal));
        File.WriteAllLines(folder["gap.csv"], lines);
        var error = Assert.Throws<TabularFormatException>(() => TestImport.Run(folder["gap.csv"], folder["gap.tabular"]));
        Assert.Contains("ends without cell 7000", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["gap.tabular"]));
    }
}
