using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary>The options that choose accuracies of a table.</summary>
internal sealed class SeriesOptions
{
    private readonly Option<string?> _dataset = ChoiceOption.Create("--dataset", "The images that were trained on.", TabularNames.Datasets);
    private readonly Option<string?> _split =
        ChoiceOption.Create("--split", "The images that the accuracy was measured on.", TabularNames.Splits);
    private readonly Option<int?> _epochs = NumberOption.Create("--epochs", "How many epochs the training lasted.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _dataset, _split, _epochs }) command.Add(option);
    }

    /// <summary>The one series that is meant: where nothing is said, the test accuracy on CIFAR-10 after the longest training.</summary>
    /// <exception cref="UsageException">The table does not have it.</exception>
    public TabularSeries One(ParseResult parse, TabularBenchmark table)
    {
        var (dataset, split, epochs) = Given(parse);
        var meant = TabularSeries.Of(dataset ?? TabularDataset.Cifar10, split ?? TabularSplit.Test, epochs ?? 0);
        var found = table.Series.Where(s => s with { Epochs = 0 } == meant with { Epochs = 0 } && (epochs is null || s.Epochs == epochs))
            .OrderByDescending(s => s.Epochs).ToList();
        return found.Count > 0
            ? found[0]
            : throw Missing(table, epochs is null ? $"{TabularNames.Of(meant.Dataset)} {TabularNames.Of(meant.Split)}" : $"{meant}");
    }

    /// <summary>All series that fit what is said.</summary>
    /// <exception cref="UsageException">The table has none.</exception>
    public IReadOnlyList<TabularSeries> All(ParseResult parse, TabularBenchmark table)
    {
        var (dataset, split, epochs) = Given(parse);
        var found = table.Series.Where(
            s => (dataset is null || TabularSeries.Of(dataset.Value, s.Split, s.Epochs) == s || s.Dataset == dataset)
            && (split is null || s.Split == split) && (epochs is null || s.Epochs == epochs)).ToList();
        return found.Count > 0 ? found : throw Missing(table, "that");
    }

    private (TabularDataset? Dataset, TabularSplit? Split, int? Epochs) Given(ParseResult parse)
    {
        TabularNames.TryFind(parse.GetValue(_dataset), out TabularDataset? dataset);
        TabularNames.TryFind(parse.GetValue(_split), out TabularSplit? split);
        return (dataset, split, parse.GetValue(_epochs));
    }

    private static UsageException Missing(TabularBenchmark table, string what) =>
        new($"the table has no accuracies of {what}; it has:{string.Concat(table.Series.Select(s => $"\n  {s}"))}");
}
