using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary><c>aernas tabular query</c>: what a cell came to and what it costs.</summary>
internal sealed class QueryCommand(CommandHost host)
{
    private const int ListedIsomorphic = 10;

    private const string Details = """
        Accuracies are means over the seeds of a cell, with every seed behind them. On CIFAR-10 a validation accuracy
        belongs to the training on half of the images (cifar10-valid), as NATS-Bench has it.

        Examples:
          aernas tabular query nasbench201.tabular 11
          aernas tabular query nasbench201.tabular runs/search-001 --split test --epochs 200
          aernas tabular query nasbench201.tabular 11 --dataset cifar100 --seed 777 --json
        """;

    private readonly Argument<string> _table = TabularCommand.Table();
    private readonly Argument<string> _cell = TabularCommand.Cell();
    private readonly SeriesOptions _series = new();
    private readonly Option<int?> _seed = NumberOption.Create("--seed", "Only what this seed came to.");
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandHost host)
    {
        var query = new QueryCommand(host);
        var command = new DocumentedCommand("query", "Look up a cell: accuracies, cost, isomorphic cells.",
            Details) { query._table, query._cell };
        query._series.AddTo(command);
        command.Add(query._seed);
        command.Add(query._json);
        command.SetAction(query.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        using var table = TabularBenchmark.Open(parse.GetRequiredValue(_table));
        var cell = CellArgument.Resolve(parse.GetRequiredValue(_cell), table);
        var seed = parse.GetValue(_seed);
        var series = _series.All(parse, table)
            .Where(s => (seed is null ? table.Accuracy(cell, s) : table.Accuracy(cell, s, seed.Value)) is not null).ToList();
        if (series.Count == 0)
        {
            throw new UsageException(seed is null
                ? $"the table has nothing of that about cell {cell}: {table.GenotypeOf(cell)}."
                : $"cell {cell} has no accuracy of seed {seed} there; leave out --seed to see the seeds it has.");
        }

        var output = new CommandOutput(host, parse.GetValue(_json));
        output.Line($"Cell {cell}: {table.GenotypeOf(cell)}");
        foreach (var one in series) output.Line($"  {one,-40}{Accuracies(table, cell, one, seed)}");
        output.Line();
        foreach (var costed in series.DistinctBy(s => (s.Dataset, s.Epochs)))
            output.Line($"  {Network(costed),-40}{Cost(table.Cost(cell, costed)!)}");
        var isomorphic = table.IsomorphicTo(cell);
        output.Line();
        output.Line(isomorphic.Length == 1 ? "No other cell computes the same." : $"Cells that compute the same: {Listed(isomorphic)}");
        output.Result(Json(table, cell, series, seed));
        return ExitCode.Done;
    }

    private static string Accuracies(TabularBenchmark table, CellIndex cell, TabularSeries series, int? seed)
    {
        if (seed is not null) return $"{table.Accuracy(cell, series, seed.Value):0.00} %";
        var seeds = Seeds(table, cell, series).Select(s => $"{s.Accuracy:0.00} ({s.Seed})").ToList();
        return $"{table.Accuracy(cell, series):0.00} %{(seeds.Count == 0 ? "" : $"   seeds {string.Join("  ", seeds)}")}";
    }

    private static string Network(TabularSeries series) => $"{TabularNames.Of(series.Dataset)}, {Counted.Of(series.Epochs, "epoch")}";

    private static string Cost(CellCost cost) => string.Join(", ", new[]
    {
        $"{Text.Count(cost.Parameters)} parameters", $"{Text.Count(cost.Flops)} FLOPs",
        cost.LatencySeconds is { } latency ? $"latency {1000 * latency:0.0} ms" : null,
        cost.TrainSeconds is { } train ? $"training {Text.Clock(TimeSpan.FromSeconds(train))}" : null,
    }.OfType<string>());

    private static string Listed(IReadOnlyCollection<CellIndex> cells) => string.Join(", ", cells.Take(ListedIsomorphic))
        + (cells.Count > ListedIsomorphic ? $" and {cells.Count - ListedIsomorphic} more" : "");

    private static IEnumerable<(int Seed, double Accuracy)> Seeds(TabularBenchmark table, CellIndex cell, TabularSeries series) =>
        from seed in table.Seeds(series)
        let accuracy = table.Accuracy(cell, series, seed)
        where accuracy is not null
        select (seed, accuracy.Value);

    private static JsonObject Json(TabularBenchmark table, CellIndex cell, IEnumerable<TabularSeries> series, int? only)
    {
        var result = TabularJson.Of(cell, table);
        result["isomorphic"] = new JsonArray([.. table.IsomorphicTo(cell).Select(other => JsonValue.Create(other.Value))]);
        result["results"] = new JsonArray([.. series.Select(one =>
        {
            var row = TabularJson.Of(one);
            row["accuracy"] = only is null ? table.Accuracy(cell, one) : table.Accuracy(cell, one, only.Value);
            row["seeds"] = new JsonObject(Seeds(table, cell, one).Where(s => only is null || s.Seed == only)
                .Select(s => KeyValuePair.Create<string, JsonNode?>($"{s.Seed}", s.Accuracy)));
            return row.With(table.Cost(cell, one)!);
        })]);
        return result;
    }
}
