using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary><c>aernas tabular top</c>: the best cells, within a budget.</summary>
internal sealed class TopCommand(CommandHost host)
{
    private const string Details = """
        Where nothing is said, cells are ranked by their test accuracy on CIFAR-10 after the longest training. Of cells that
        compute the same the best one is listed, with the number of the others.

        Examples:
          aernas tabular top nasbench201.tabular
          aernas tabular top nasbench201.tabular --count 3 --dataset cifar100 --max-parameters 400000 --max-flops 60000000
        """;

    private readonly Argument<string> _table = TabularCommand.Table();
    private readonly SeriesOptions _series = new();
    private readonly Option<int?> _count = NumberOption.Create("--count", "How many cells; by default 10.");
    private readonly Option<int?> _parameters = NumberOption.Create("--max-parameters", "Most parameters.");
    private readonly Option<int?> _flops = NumberOption.Create("--max-flops", "Most FLOPs for an image.");
    private readonly Option<int?> _latency =
        NumberOption.Create("--max-latency-ms", "Longest time of a batch of 256 images, in milliseconds.");
    private readonly Option<int?> _seconds = NumberOption.Create("--max-train-seconds", "Longest training, in seconds.");
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandHost host)
    {
        var top = new TopCommand(host);
        var command = new DocumentedCommand("top", "List the best cells, within a budget.", Details) { top._table };
        top._series.AddTo(command);
        foreach (var option in new Option[] { top._count, top._parameters, top._flops, top._latency, top._seconds, top._json })
            command.Add(option);
        command.SetAction(top.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var count = parse.GetValue(_count) ?? 10;
        if (count < 1) throw new UsageException($"--count takes 1 or more, not {count}.");
        using var table = TabularBenchmark.Open(parse.GetRequiredValue(_table));
        var series = _series.One(parse, table);
        RequireTimes(parse, table, series);
        var cells = new TabularRanking(table, series).Best(count, new CellBudget
        {
            MaxParameters = parse.GetValue(_parameters),
            MaxFlops = parse.GetValue(_flops),
            MaxLatencySeconds = parse.GetValue(_latency) / 1e3,
            MaxTrainSeconds = parse.GetValue(_seconds),
        });
        Show(table, series, cells, new CommandOutput(host, parse.GetValue(_json)));
        return ExitCode.Done;
    }

    /// <exception cref="UsageException">A time is limited that the table has of no cell.</exception>
    private void RequireTimes(ParseResult parse, TabularBenchmark table, TabularSeries series)
    {
        if (parse.GetValue(_latency) is not null && !Has(cost => cost.LatencySeconds)) throw Lacks("latencies", _latency);
        if (parse.GetValue(_seconds) is not null && !Has(cost => cost.TrainSeconds)) throw Lacks("times of training", _seconds);

        bool Has(Func<CellCost, double?> time) =>
            TabularBenchmark.Cells.Any(cell => table.Cost(cell, series) is { } cost && time(cost) is not null);

        UsageException Lacks(string what, Option option) =>
            new($"the table ({table.Source}) has no {what}; leave out {option.Name}, or import NATS-Bench's folder, which has them.");
    }

    private static void Show(TabularBenchmark table, TabularSeries series, IReadOnlyCollection<CellIndex> cells, CommandOutput output)
    {
        output.Line(cells.Count > 0 ? $"The best cells, {series}:" : $"No cell is within these limits ({series}).");
        foreach (var cell in cells)
        {
            var cost = table.Cost(cell, series)!;
            output.Line($"  {table.Accuracy(cell, series):0.00} %  {Text.Count(cost.Parameters),9} parameters "
                + $"{Text.Count(cost.Flops),9} FLOPs  cell {cell.Value,-5} {table.GenotypeOf(cell)}{Others(table, cell)}");
        }

        var result = TabularJson.Of(series);
        result["cells"] = new JsonArray([.. cells.Select(cell =>
        {
            var row = TabularJson.Of(cell, table);
            row["accuracy"] = table.Accuracy(cell, series);
            row["isomorphic"] = table.IsomorphicTo(cell).Length - 1;
            return row.With(table.Cost(cell, series)!);
        })]);
        output.Result(result);
    }

    private static string Others(TabularBenchmark table, CellIndex cell) => table.IsomorphicTo(cell).Length - 1 is var others and > 0
        ? $"  and {Counted.Of(others, "cell")} that {(others == 1 ? "computes" : "compute")} the same"
        : "";
}
