using AerNas.Tabular;

namespace AerNas.Reports.Studies;

/// <summary>Something that a study measures of its runs: accuracies and errors in percent.</summary>
public sealed record StudyMeasure(string Key, string Name)
{
    /// <summary>The accuracies of the table that it looks up; null where a run itself measured it.</summary>
    public TabularSeries? Series { get; private init; }

    /// <summary>What its numbers count: <c>percent</c> or <c>millions</c>.</summary>
    public string Unit { get; private init; } = "percent";

    /// <summary>How its numbers are written.</summary>
    public string Format { get; private init; } = TableNumber.Plain;

    /// <summary>The validation accuracy of the supernet in the epoch whose cell was taken.</summary>
    public static StudyMeasure Supernet { get; } =
        new("supernet", "supernet, validation") { OfSearch = result => 100 * Number(result, "validationAccuracy") };

    /// <summary>The test accuracy of the found architecture's network after the last epoch of its training by the study.</summary>
    public static StudyMeasure Trained { get; } =
        new("trained-test", "trained, test accuracy") { OfTraining = result => 100 * Number(result, "testAccuracy") };

    /// <summary>What <see cref="Trained"/> lacks to all images, as some tables state it; tested and drawn as that.</summary>
    public static StudyMeasure Error { get; } =
        new("error", "trained, test error") { OfTraining = result => 100 - Trained.OfTraining(result) };

    /// <summary>Trainable numbers of that network without auxiliary head, in millions.</summary>
    public static StudyMeasure Parameters { get; } =
        new("parameters", "parameters (M)")
        {
            OfTraining = result => Number(result, "parameters") / 1e6,
            Unit = "millions",
            Format = "0.000",
        };

    /// <summary>Multiply-adds of that network for an image, in millions.</summary>
    public static StudyMeasure MultiplyAdds { get; } = new("multiply-adds", "multiply-adds (M)")
    {
        OfTraining = result => Number(result, "multiplyAdds") / 1e6,
        Unit = "millions",
        Format = "0.0",
    };

    /// <summary>How long that network takes for a picture once it is exported, by ONNX Runtime on one thread.</summary>
    public static StudyMeasure Latency { get; } = new("latency", "latency (ms)") { Unit = "milliseconds" };

    /// <summary>What a search gave an architecture that the study names.</summary>
    public static StudyMeasure Score { get; } = new("score", "search's score") { Unit = "score", Format = "0.####" };

    /// <summary>Reads it from what a search ended with; null where that does not tell.</summary>
    internal Func<JsonObject, double?> OfSearch { get; private init; } = _ => null;

    /// <summary>Reads it from what a training ended with; null where that does not tell.</summary>
    internal Func<JsonObject, double?> OfTraining { get; private init; } = _ => null;

    /// <summary>An accuracy of the table: what the found cells come to when they are trained from scratch.</summary>
    public static StudyMeasure Of(TabularSeries series) =>
        new($"{TabularNames.Of(series.Dataset)}-{TabularNames.Of(series.Split)}", $"{series}") { Series = series };

    /// <summary>What a table tells after its longest trainings: test accuracies, and validation ones of trainings as long.</summary>
    public static IEnumerable<StudyMeasure> OfTable(TabularBenchmark table)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var dataset in new[] { TabularDataset.Cifar10, TabularDataset.Cifar100, TabularDataset.ImageNet16 })
        {
            var epochs = table.Series.Where(s => s.Dataset == dataset && s.Split == TabularSplit.Test).Select(s => s.Epochs)
                .DefaultIfEmpty(0).Max();
            foreach (var split in new[] { TabularSplit.Test, TabularSplit.Valid })
            {
                var series = TabularSeries.Of(dataset, split, epochs);
                if (table.Series.Contains(series)) yield return Of(series);
            }
        }
    }

    private static double? Number(JsonObject result, string member) => result[member]?.GetValue<double>();
}
