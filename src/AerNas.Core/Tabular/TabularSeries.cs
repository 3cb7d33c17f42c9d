namespace AerNas.Tabular;

/// <summary>One column of accuracies: what was trained on, for how long, and what was measured.</summary>
/// <param name="Dataset">The training images.</param>
/// <param name="Split">The images of the accuracy.</param>
/// <param name="Epochs">How many epochs the training lasted (12 and 200 are published), learning-rate schedule and all.</param>
public readonly record struct TabularSeries(TabularDataset Dataset, TabularSplit Split, int Epochs)
{
    /// <summary>What a person means by a dataset and a split: CIFAR-10 is validated where only half of its training images were trained
    /// on.</summary>
    public static TabularSeries Of(TabularDataset dataset, TabularSplit split, int epochs) =>
        new(dataset == TabularDataset.Cifar10 && split == TabularSplit.Valid ? TabularDataset.Cifar10Valid : dataset, split, epochs);

    /// <summary>Dataset, split and epochs in words.</summary>
    public override string ToString() => $"{TabularNames.Of(Dataset)} {TabularNames.Of(Split)}, {Counted.Of(Epochs, "epoch")}";
}
