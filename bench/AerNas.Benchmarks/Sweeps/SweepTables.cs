using System.Globalization;
using AerNas.Benchmarks.Machines;

namespace AerNas.Benchmarks.Sweeps;

/// <summary>A sweep as text.</summary>
internal static class SweepTables
{
    /// <summary>Comma-separated values with a heading.</summary>
    public static string ToCsv(Sweep sweep) => Lines([
        "dimension,value,medianSeconds,minSeconds,maxSeconds,usefulGflop,gflops,peakGflops,efficiency,peakResidentBytes",
        .. sweep.Points.Select(point => string.Create(CultureInfo.InvariantCulture,
            $"{point.Dimension.Name},{point.Value},{point.Result.MedianSeconds:0.00000},{point.Result.MinSeconds:0.00000},"
            + $"{point.Result.MaxSeconds:0.00000},"
            + $"{point.Result.UsefulGflop:0.0000},{point.Result.Gflops:0.00},{point.Result.PeakGflops:0.00},"
            + $"{point.Result.Efficiency:0.0000},{point.Result.PeakResidentBytes}")),
    ]);

    /// <summary>Machine, middle size and a table.</summary>
    public static string ToMarkdown(Sweep sweep) => Lines([
        "# How the cost of a step grows",
        "",
        $"{Machine.Line}.",
        "",
        $"Around the step `{string.Join(' ', sweep.Middle.Arguments)}`, one dimension at a time, each point in a process of its own.",
        "",
        "| dimension | value | seconds | against the middle | useful GFLOP/s | of peak | peak memory |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        .. sweep.Points.Select(point => string.Create(CultureInfo.InvariantCulture,
            $"| {point.Dimension.Name} | {point.Value} | {point.Result.MedianSeconds:0.000} | "
            + $"{point.Result.MedianSeconds / sweep.Base.MedianSeconds:0.00} | {point.Result.Gflops:0.0} | "
            + $"{100 * point.Result.Efficiency:0.0} % | {point.Result.PeakResidentBytes / 1e9:0.00} GB |")),
    ]);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines) + '\n';
}
