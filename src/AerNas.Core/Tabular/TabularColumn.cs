namespace AerNas.Tabular;

/// <summary>One column of the file: 15,625 numbers. Parts that do not apply are 0.</summary>
internal readonly record struct TabularColumn(TabularQuantity Quantity, TabularDataset Dataset, TabularSplit Split, int Epochs, int Seed)
{
    /// <summary>Stands for the seed where the source knows only the mean over seeds.</summary>
    public const int MeanOfSeeds = -1;

    /// <summary>Stands for a number that the source does not have.</summary>
    public const int Missing = int.MinValue;

    /// <summary>How many units of the file make one unit of the quantity.</summary>
    public double UnitsPerOne => Quantity switch
    {
        TabularQuantity.Accuracy or TabularQuantity.TrainTime or TabularQuantity.EvaluationTime => 1e6,
        TabularQuantity.Latency => 1e9,
        _ => 1,
    };

    /// <summary>Whether it is a column that a table may have: as read from a file, each part may be anything.</summary>
    public bool IsSound => Enum.IsDefined(Quantity) && Enum.IsDefined(Dataset) && (Split == default || Enum.IsDefined(Split))
        && Epochs >= 0 && Seed >= MeanOfSeeds && (Quantity != TabularQuantity.Accuracy || (Split != default && Epochs > 0));

    public bool Holds(double value) =>
        value >= 0 && value * UnitsPerOne < int.MaxValue && (Quantity != TabularQuantity.Accuracy || value <= 100);

    public static TabularColumn Accuracy(TabularSeries series, int seed) =>
        new(TabularQuantity.Accuracy, series.Dataset, series.Split, series.Epochs, seed);

    public static TabularColumn OfNetwork(TabularQuantity quantity, TabularDataset dataset) => new(quantity, dataset, default, 0, 0);

    public static TabularColumn Time(TabularQuantity quantity, TabularSeries series) => new(
        quantity, series.Dataset, quantity == TabularQuantity.TrainTime ? default : series.Split, series.Epochs, 0);
}
