using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AerNas.Benchmarks.Machines;
using AerNas.Tabular;

namespace AerNas.Benchmarks.Tabular;

/// <summary>The command <c>tabular</c>: opens a table and looks cells up, the baseline being an array in memory.</summary>
internal static class TabularBenchmarkCommand
{
    private const int Rounds = 9;
    private const int LookUps = 1_000_000;

    public static Command Create()
    {
        var path = new Argument<string>("table") { Description = "A table that aernas tabular import made." };
        var command = new Command("tabular", "Times the opening of a tabular benchmark and look-ups in it.") { path };
        command.SetAction(parse => Run(parse.GetRequiredValue(path), parse.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string path, TextWriter output)
    {
        var began = Stopwatch.GetTimestamp();
        using var table = TabularBenchmark.Open(path);
        var first = Stopwatch.GetElapsedTime(began);
        var series = table.Series.OrderByDescending(s => s.Epochs).ThenByDescending(s => table.Seeds(s).Length).First();
        var cells = TabularBenchmark.Cells.ToArray();
        var (genotypes, numbers) = (cells.Select(table.GenotypeOf).ToArray(), cells.Select(cell => table.Accuracy(cell, series)).ToArray());
        output.WriteLine(Machine.Line);
        output.WriteLine($"{new FileInfo(path).Length / 1e6:0.0} MB, {series}, median of {Rounds} rounds");
        output.WriteLine();
        output.WriteLine("| what | time | a second |");
        output.WriteLine("| --- | --- | --- |");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| first opening of the process, compilation of code included | "
            + $"{first.TotalMilliseconds:0.00} ms | |"));
        Report(output, "open and check all of it", 1, () => TabularBenchmark.Open(path).Dispose());
        Report(output, "an element of an array (baseline)", LookUps, () => Sum(i => numbers[i]));
        Report(output, "mean accuracy by index", LookUps, () => Sum(i => table.Accuracy(cells[i], series)));
        if (table.Seeds(series) is [var seed, ..])
            Report(output, "accuracy of one seed by index", LookUps, () => Sum(i => table.Accuracy(cells[i], series, seed)));
        Report(output, "mean accuracy by genotype", LookUps, () => Sum(i => table.Accuracy(table.IndexOf(genotypes[i]), series)));
        Report(output, "cost by index", LookUps, () => Sum(i => table.Cost(cells[i], series)?.Parameters));
        Report(output, "ranking of all cells", 1, () => _ = new TabularRanking(table, series));
    }

    /// <summary>Asks of cells far apart from each other, so that no look-up finds what the last one fetched.</summary>
    private static double Sum(Func<int, double?> lookUp)
    {
        const int Stride = 6007; // a prime
        var sum = 0.0;
        for (var (i, cell) = (0, 0); i < LookUps; i++, cell = (cell + Stride) % TabularBenchmark.CellCount) sum += lookUp(cell) ?? 0;
        return sum;
    }

    private static void Report(TextWriter output, string what, int count, Action work)
    {
        work();
        var seconds = Median.Of(Enumerable.Range(0, Rounds).Select(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(began).TotalSeconds / count;
        }));
        var time = seconds < 1e-5 ? $"{seconds * 1e9:0} ns" : $"{seconds * 1e3:0.00} ms";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {time} | {1 / seconds:N0} |"));
    }
}
