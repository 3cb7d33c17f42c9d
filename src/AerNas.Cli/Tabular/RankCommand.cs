using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary><c>aernas tabular rank</c>: where a cell stands among all.</summary>
internal static class RankCommand
{
    private const string Details = """
        The rank is 1 and the number of cells that are better; equal cells have equal ranks. Where nothing is said, cells
        are ranked by their test accuracy on CIFAR-10 after the longest training.

        Examples:
          aernas tabular rank nasbench201.tabular runs/search-001
          aernas tabular rank nasbench201.tabular 11 --dataset cifar10 --split valid --epochs 12
        """;

    public static Command Create(CommandHost host)
    {
        var (path, cell, series, json) = (TabularCommand.Table(), TabularCommand.Cell(), new SeriesOptions(), SharedOptions.Json());
        var command = new DocumentedCommand("rank", "Tell where a cell stands among all.", Details) { path, cell };
        series.AddTo(command);
        command.Add(json);
        command.SetAction(parse =>
        {
            using var table = TabularBenchmark.Open(parse.GetRequiredValue(path));
            var asked = CellArgument.Resolve(parse.GetRequiredValue(cell), table);
            return Show(table, asked, series.One(parse, table), new CommandOutput(host, parse.GetValue(json)));
        });
        return command;
    }

    private static int Show(TabularBenchmark table, CellIndex cell, TabularSeries series, CommandOutput output)
    {
        var ranking = new TabularRanking(table, series);
        if (ranking.RankOf(cell) is not { } rank) throw new UsageException($"the table has no accuracy of cell {cell} on {series}.");
        var accuracy = table.Accuracy(cell, series)!.Value;
        output.Line($"Cell {cell}: {table.GenotypeOf(cell)}");
        output.Line($"  {series}: {accuracy:0.00} %, rank {rank:N0} of {ranking.Cells.Length:N0}");
        var equal = ranking.EqualTo(cell);
        if (equal > 1) output.Line($"  {Counted.Of(equal - 1, "other cell has", "other cells have")} the same accuracy.");
        var best = ranking.Cells[0];
        output.Line($"  best: cell {best}, {table.Accuracy(best, series):0.00} %");
        var result = TabularJson.Of(cell, table);
        foreach (var (name, value) in TabularJson.Of(series).ToList()) result[name] = value?.DeepClone();
        (result["accuracy"], result["rank"], result["cells"], result["equal"]) = (accuracy, rank, ranking.Cells.Length, equal);
        result["best"] = TabularJson.Of(best, table);
        output.Result(result);
        return ExitCode.Done;
    }
}
