using AerNas.Tabular;

namespace AerNas.Methods;

/// <summary>The table that judges architectures, and by what in it.</summary>
public sealed record SamplingTableOptions
{
    /// <value>The file that <c>aernas tabular import</c> made.</value>
    public string? Path { get; init; }

    /// <value>The dataset whose validation accuracy judges.</value>
    public string Dataset { get; init; } = "cifar10";

    /// <value>The epochs of the trainings that judge: the short ones.</value>
    public int Epochs { get; init; } = 12;

    internal TabularSeries Series => TabularNames.TryFind(Dataset, out TabularDataset? dataset)
        ? TabularSeries.Of(dataset.Value, TabularSplit.Valid, Epochs)
        : throw new InvalidOptionsException("tabular.dataset", Unknown);

    private string Unknown => $"'{Dataset}' is no dataset of the table; there are {string.Join(", ", TabularNames.Datasets)}.";

    internal void Check(OptionRules rules, string method) => rules
        .IsPath(Path, "tabular.path")
        .Require(Path is not null, "tabular.path",
            $"{method} does not train what it proposes but looks it up: give a table by --tabular FILE; "
            + "aernas tabular import makes one of the published results of NAS-Bench-201.")
        .Require(TabularNames.TryFind(Dataset, out TabularDataset? _), "tabular.dataset", Unknown)
        .AtLeast(1, Epochs, "tabular.epochs");
}
