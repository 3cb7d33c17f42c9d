using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary><c>aernas tabular stats</c>: what a table holds.</summary>
internal static class StatsCommand
{
    private const string Details = """
        Opening a table checks its checksum, so a table that this command sums up is whole.

        Example:
          aernas tabular stats nasbench201.tabular
        """;

    public static Command Create(CommandHost host)
    {
        var (path, json) = (TabularCommand.Table(), SharedOptions.Json());
        var command = new DocumentedCommand("stats", "Tell what a table holds.", Details) { path, json };
        command.SetAction(parse =>
        {
            using var table = TabularBenchmark.Open(parse.GetRequiredValue(path));
            return Show(table, new CommandOutput(host, parse.GetValue(json)));
        });
        return command;
    }

    private static int Show(TabularBenchmark table, CommandOutput output)
    {
        var there = TabularBenchmark.Cells.Where(cell => table.Series.Any(series => table.Accuracy(cell, series) is not null)).ToList();
        var classes = there.Select(table.ClassOf).Distinct().Count();
        var part = there.Count == TabularBenchmark.CellCount ? "" : $"{there.Count:N0} of ";
        output.Line($"{table.Source}: {part}{TabularBenchmark.CellCount:N0} cells, {classes:N0} of them different up to isomorphism");
        output.Line($"  {"accuracy in percent",-40}{"cells",6} {"mean",7} {"best",7}  best cell");
        var rows = new JsonArray();
        foreach (var series in table.Series)
        {
            var ranking = new TabularRanking(table, series);
            if (ranking.Cells.Length == 0) continue;
            var (best, mean) = (ranking.Cells[0], ranking.Cells.Average(cell => table.Accuracy(cell, series)!.Value));
            output.Line($"  {series,-40}{ranking.Cells.Length,6:N0} {mean,7:0.00} {table.Accuracy(best, series),7:0.00}  "
                + $"{best}{Seeds(table.Seeds(series))}");
            var row = TabularJson.Of(series);
            (row["cells"], row["mean"], row["best"], row["accuracyOfBest"]) =
                (ranking.Cells.Length, mean, TabularJson.Of(best, table), table.Accuracy(best, series));
            row["seeds"] = new JsonArray([.. table.Seeds(series).Select(seed => JsonValue.Create(seed))]);
            rows.Add(row);
        }

        output.Result(new JsonObject { ["source"] = table.Source, ["cells"] = there.Count, ["classes"] = classes, ["series"] = rows });
        return ExitCode.Done;
    }

    private static string Seeds(IReadOnlyCollection<int> seeds) => seeds.Count == 0 ? "" : $" (seeds {string.Join(", ", seeds)})";
}
