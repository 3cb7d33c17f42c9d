using System.Globalization;
using AerNas.Tabular;

namespace AerNas.Tests.Tabular;

/// <summary>
/// The published accuracies of all cells, read for the tests by other code than the library's, and the table imported from them.
/// </summary>
internal static class PublishedCsv
{
    /// <summary>The cell into which DARTS collapses.</summary>
    public const string AllSkip = "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|";

    private static readonly Lazy<string[][]> LazyRows = new(() => [.. File.ReadAllLines(Path!).Skip(1).Select(line => line.Split(','))]);

    public static string? Path => SharedFiles.Find("data", "nasbench201", "accuracies.csv");

    /// <summary>The accuracies in the order of the file's columns, with what each is.</summary>
    public static IReadOnlyList<TabularSeries> Columns { get; } =
    [
        new(TabularDataset.Cifar10, TabularSplit.Test, 200), new(TabularDataset.Cifar100, TabularSplit.Test, 200),
        new(TabularDataset.ImageNet16, TabularSplit.Test, 200),
        new(TabularDataset.Cifar10Valid, TabularSplit.Valid, 12), new(TabularDataset.Cifar10, TabularSplit.Test, 12),
        new(TabularDataset.Cifar100, TabularSplit.Valid, 12), new(TabularDataset.Cifar100, TabularSplit.Test, 12),
        new(TabularDataset.ImageNet16, TabularSplit.Valid, 12), new(TabularDataset.ImageNet16, TabularSplit.Test, 12),
    ];

    /// <summary>The text of every cell, in the file's order.</summary>
    public static IReadOnlyList<string> Cells => [.. LazyRows.Value.Select(row => row[1])];

    /// <summary>A column's accuracies, in the file's order.</summary>
    public static double[] Accuracies(TabularSeries series) =>
        [.. LazyRows.Value.Select(row => double.Parse(row[2 + Columns.ToList().IndexOf(series)], CultureInfo.InvariantCulture))];

    /// <summary>Imports the file, or skips the test where it is not here.</summary>
    public static TabularBenchmark Import(TemporaryFolder folder)
    {
        Assert.SkipWhen(Path is null, "shared/data/nasbench201 is not here");
        TestImport.Run(Path!, folder["accuracies.tabular"]);
        return TabularBenchmark.Open(folder["accuracies.tabular"]);
    }
}
