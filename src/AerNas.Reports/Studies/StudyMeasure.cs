using AerNas.Tabular;

namespace AerNas.Reports.Studies;

/// <summary>Something that a study measures of its runs, in percent.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Series">The accuracies of the table that it looks up; null where the search itself measured it.</param>
public sealed record StudyMeasure(string Key, string Name, TabularSeries? Series = null)
{
    /// <summary>The validation accuracy of the supernet in the epoch whose cell was taken.</summary>
    public static StudyMeasure Supernet { get; } = new("supernet", "supernet, validation");

    /// <summary>An accuracy of the table: what the found cells come to when they are trained from scratch.</summary>
    public static StudyMeasure Of(TabularSeries series) =>
        new($"{TabularNames.Of(series.Dataset)}-{TabularNames.Of(series.Split)}", $"{series}", series);

    /// <summary>What a table tells after its longest trainings: test accuracies, and validation accuracies where it has them for trainings as long.</summary>
    public static IEnumerable<StudyMeasure> OfTable(TabularBenchmark table)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var dataset in new[] { TabularDataset.Cifar10, TabularDataset.Cifar100, TabularDataset.ImageNet16 })
        {
            var epochs = table.Series.Where(s => s.Dataset == dataset && s.Split == TabularSplit.Test).Select(s => s.Epochs).DefaultIfEmpty(0).Max();
            foreach (var split in new[] { TabularSplit.Test, TabularSplit.Valid })
            {
                var series = TabularSeries.Of(dataset, split, epochs);
                if (table.Series.Contains(series)) yield return Of(series);
            }
        }
    }
}
