using System.Globalization;
using AerNas.Pickles;

namespace AerNas.Tabular.Sources;

/// <summary>One cell's file of NATS-Bench: for each length of training, for each dataset and seed, the course of accuracies and times. Of
/// the course the last epoch is kept; times are means over epochs and seeds, as NATS-Bench itself reports them
/// (nats_bench/api_utils.py).</summary>
internal sealed class NatsBenchCell(string path, CellIndex cell, string genotype)
{
    private static readonly TabularSplit[] Splits = [TabularSplit.Valid, TabularSplit.Test, TabularSplit.ValidAndTest];

    private readonly Dictionary<TabularColumn, double> _accuracies = [];
    private readonly Dictionary<TabularColumn, List<double>> _costs = [];

    /// <summary>The numbers of the cell by column.</summary>
    /// <exception cref="TabularFormatException">The file is damaged, or is not that of the cell.</exception>
    public IEnumerable<KeyValuePair<TabularColumn, double>> Read()
    {
        foreach (var (key, value) in PickledFile.Read(path).Entries)
        {
            var training = value as PickleDictionary ?? throw Error($"{Shown(key)} is no training.");
            if (!int.TryParse(PickleReader.TextOf(key), NumberStyles.None, CultureInfo.InvariantCulture, out var epochs) || epochs < 1)
                throw Error($"{Shown(key)} is no number of epochs.");
            RequireCell(training);
            foreach (var (trial, result) in Part<PickleDictionary>(training, "all_results").Entries) ReadTrial(trial, result, epochs);
        }

        if (_accuracies.Count == 0) throw Error("it holds no results.");
        return _accuracies.Concat(_costs.Select(c => KeyValuePair.Create(c.Key, c.Value.Average())));
    }

    private void RequireCell(PickleDictionary training)
    {
        var index = Part<long>(training, "arch_index");
        var text = training.TryGet("arch_str", out var found) ? PickleReader.TextOf(found) : null;
        if (index != cell.Value || text != genotype)
            throw Error($"it holds cell {index}, {text ?? "without a name"}, where the list has {genotype}.");
    }

    private void ReadTrial(object trial, object? result, int epochs)
    {
        if (trial is not PickleTuple { Items: [var name, long seed] } || seed is < 0 or > int.MaxValue
            || !TabularNames.TryFind(PickleReader.TextOf(name), out TabularDataset? dataset) || result is not PickleDictionary values)
            throw Error("a result is not given by dataset and seed.");
        if (Part<long>(values, "epochs") != epochs) throw Error($"a training of {epochs} epochs has another number of them.");
        var train = new TabularSeries(dataset.Value, TabularSplit.Train, epochs);
        AddAccuracy(train, (int)seed, Part<PickleDictionary>(values, "train_acc1es"), (long)epochs - 1);
        AddTime(TabularQuantity.TrainTime, train, values, "train_times", _ => true);
        foreach (var split in Splits)
        {
            if (TabularNames.Published(dataset.Value, split) is not { } published) continue;
            AddAccuracy(train with { Split = split }, (int)seed, Part<PickleDictionary>(values, "eval_acc1es"),
                $"{published}@{epochs - 1}");
            AddTime(TabularQuantity.EvaluationTime, train with { Split = split }, values, "eval_times", Starts(published + "@"));
        }

        AddCost(TabularColumn.OfNetwork(TabularQuantity.Parameters, dataset.Value), 1e6 * Number(values, "params"));
        AddCost(TabularColumn.OfNetwork(TabularQuantity.Flops, dataset.Value), 1e6 * Number(values, "flop"));
        if (values.TryGet<List<object?>>("latency", out var latencies) && latencies.Count > 0)
            AddCost(TabularColumn.OfNetwork(TabularQuantity.Latency, dataset.Value), latencies.Average(NumberOf));
    }

    /// <summary>Some trials were not evaluated on every split; those columns lack them.</summary>
    private void AddAccuracy(TabularSeries series, int seed, PickleDictionary course, object epoch)
    {
        if (course.TryGet(epoch, out var value))
            _accuracies[TabularColumn.Accuracy(series, seed)] = Held(TabularColumn.Accuracy(series, seed), NumberOf(value));
    }

    private void AddTime(TabularQuantity quantity, TabularSeries series, PickleDictionary values, string part, Func<object, bool> counts)
    {
        if (!values.TryGet<PickleDictionary>(part, out var times)) return;
        var counted = times.Entries.Where(entry => counts(entry.Key)).Select(entry => NumberOf(entry.Value)).ToList();
        if (counted.Count > 0) AddCost(TabularColumn.Time(quantity, series), counted.Average());
    }

    private void AddCost(TabularColumn column, double value)
    {
        if (!_costs.TryGetValue(column, out var values)) _costs.Add(column, values = []);
        values.Add(Held(column, value));
    }

    private double Held(TabularColumn column, double value) =>
        column.Holds(value)
            ? value
            : throw Error(string.Create(CultureInfo.InvariantCulture, $"a number is out of range: {column.Quantity} {value}."));

    private static Func<object, bool> Starts(string prefix) =>
        key => key is string text && text.StartsWith(prefix, StringComparison.Ordinal);

    private double Number(PickleDictionary values, string key) => values.TryGet(key, out var value) ? NumberOf(value) : throw Lacks(key);

    private double NumberOf(object? value) => value switch
    {
        double number => number,
        long number => number,
        _ => throw Error($"{Shown(value)} stands where a number should."),
    };

    private T Part<T>(PickleDictionary values, string key) => values.TryGet<T>(key, out var part) ? part : throw Lacks(key);

    private TabularFormatException Lacks(string key) => Error($"its part '{key}' is missing or of another kind.");

    private TabularFormatException Error(string problem) =>
        new(path, $"{problem} It must be a cell of NATS-Bench's topology space; fetch it again.");

    private static string Shown(object? value) => PickleReader.TextOf(value) is { } text ? $"'{text}'" : value?.ToString() ?? "None";
}
