using System.Diagnostics.CodeAnalysis;

namespace AerNas.Tabular;

/// <summary>The names of datasets and splits on the command line and in files, and those of the published tables.</summary>
public static class TabularNames
{
    private static readonly ImmutableArray<(TabularDataset Dataset, string Name)> DatasetNames =
    [
        (TabularDataset.Cifar10Valid, "cifar10-valid"), (TabularDataset.Cifar10, "cifar10"), (TabularDataset.Cifar100, "cifar100"),
        (TabularDataset.ImageNet16, "ImageNet16-120"),
    ];

    private static readonly ImmutableArray<(TabularSplit Split, string Name)> SplitNames =
    [
        (TabularSplit.Train, "train"), (TabularSplit.Valid, "valid"), (TabularSplit.Test, "test"),
            (TabularSplit.ValidAndTest, "valid+test"),
    ];

    /// <summary>The names of the datasets.</summary>
    public static ImmutableArray<string> Datasets { get; } = [.. DatasetNames.Select(d => d.Name)];

    /// <summary>The names of the splits.</summary>
    public static ImmutableArray<string> Splits { get; } = [.. SplitNames.Select(s => s.Name)];

    /// <summary>The name of a dataset.</summary>
    public static string Of(TabularDataset dataset) => DatasetNames.Single(d => d.Dataset == dataset).Name;

    /// <summary>The name of a split.</summary>
    public static string Of(TabularSplit split) => SplitNames.Single(s => s.Split == split).Name;

    /// <summary>Finds a dataset by name; case and hyphens do not count, so that <c>CIFAR-10</c> is <c>cifar10</c>.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out TabularDataset? dataset)
    {
        dataset = DatasetNames.Where(d => Plain(d.Name) == Plain(name)).Select(d => (TabularDataset?)d.Dataset).FirstOrDefault();
        return dataset is not null;
    }

    /// <summary>Finds a split by name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out TabularSplit? split)
    {
        split = SplitNames.Where(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)).Select(s => (TabularSplit?)s.Split)
            .FirstOrDefault();
        return split is not null;
    }

    private static string? Plain(string? name) => name?.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>What the published pickles call a split of a dataset; null where the dataset has no such split.</summary>
    internal static string? Published(TabularDataset dataset, TabularSplit split) => (dataset, split) switch
    {
        (TabularDataset.Cifar10Valid or TabularDataset.Cifar10, TabularSplit.Test) => "ori-test",
        (TabularDataset.Cifar10, _) => null,
        (_, TabularSplit.Valid) => "x-valid",
        (TabularDataset.Cifar10Valid, _) => null,
        (_, TabularSplit.Test) => "x-test",
        (_, TabularSplit.ValidAndTest) => "ori-test",
        _ => null,
    };
}
